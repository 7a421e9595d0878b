package dev.detour.it.faults;

import java.util.Locale;

/** The codes of the dictionary with their layers, as events show them: written down once more, to hold the agent to. */
public enum Code {
    DNS_NOT_FOUND("dns"),
    DNS_UNAVAILABLE("dns"),
    DNS_SUSPICIOUS("dns"),
    CONNECT_REFUSED("connect"),
    CONNECT_RESET("connect"),
    CONNECT_TIMEOUT("connect"),
    NETWORK_UNREACHABLE("connect"),
    EGRESS_DENIED("connect"),
    LOCAL_EXHAUSTED("connect"),
    PROXY_UNREACHABLE("proxy"),
    PROXY_AUTH_REQUIRED("proxy"),
    PROXY_REFUSED_TUNNEL("proxy"),
    PROXY_CLOSED("proxy"),
    TLS_RESET("tls"),
    TLS_TIMEOUT("tls"),
    TLS_PLAINTEXT("tls"),
    TLS_UNTRUSTED("tls"),
    TLS_EXPIRED("tls"),
    TLS_HOSTNAME("tls"),
    TLS_REJECTED("tls"),
    TLS_VERSION("tls"),
    TLS_CLIENT_CERTIFICATE("tls"),
    TLS_ALERT("tls"),
    STALE_CONNECTION("request"),
    CLOSED_BEFORE_RESPONSE("request"),
    RESET_BEFORE_RESPONSE("request"),
    WRITE_FAILED("request"),
    FIRST_BYTE_TIMEOUT("request"),
    BAD_RESPONSE("response"),
    H2_REFUSED("request"),
    H2_RESET("request"),
    IDLE_TIMEOUT("stream"),
    BODY_TRUNCATED("stream"),
    BODY_RESET("stream"),
    STREAM_INCOMPLETE("stream"),
    STREAM_ERROR("stream"),
    TOTAL_TIMEOUT("request"),
    CANCELLED("caller"),
    INVALID_REQUEST("caller"),
    AUTH_REJECTED("http"),
    BILLING_REQUIRED("http"),
    NOT_FOUND("http"),
    WRONG_BASE_URL("http"),
    REQUEST_REJECTED("http"),
    RATE_LIMITED("http"),
    QUOTA_EXHAUSTED("http"),
    OVERLOADED("http"),
    BLOCKED("http"),
    GATEWAY_ERROR("http"),
    SERVER_ERROR("http"),
    INTERCEPTED("http"),
    REDIRECT_LOOP("http"),
    CIRCUIT_OPEN("agent");

    private final String layer;

    Code(String layer) {
        this.layer = layer;
    }

    public String layer() {
        return layer;
    }

    /** As events write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
