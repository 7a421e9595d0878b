package dev.detour.doctor;

import dev.detour.failure.FailureKind;
import java.util.EnumMap;
import java.util.Map;

/** Who is to be asked about a failure, at a glance. */
enum Culprit {
    MACHINE("this machine"),
    NETWORK("the network"),
    PROXY("the proxy"),
    SERVER("the server or gateway"),
    URL("the URL"),
    KEY("the key or its account"),
    REQUEST("the request"),
    PROVIDER("the provider"),
    ON_THE_WAY("something on the way");

    private static final Map<FailureKind, Culprit> BY_KIND = new EnumMap<>(FailureKind.class);

    static {
        put(MACHINE, FailureKind.EGRESS_DENIED, FailureKind.LOCAL_EXHAUSTED);
        put(
                SERVER,
                FailureKind.CONNECT_REFUSED,
                FailureKind.TLS_EXPIRED,
                FailureKind.TLS_HOSTNAME,
                FailureKind.TLS_PLAINTEXT,
                FailureKind.TLS_CLIENT_CERTIFICATE,
                FailureKind.GATEWAY_ERROR,
                FailureKind.CLOSED_BEFORE_RESPONSE,
                FailureKind.FIRST_BYTE_TIMEOUT,
                FailureKind.BAD_RESPONSE);
        put(URL, FailureKind.DNS_NOT_FOUND, FailureKind.WRONG_BASE_URL, FailureKind.REDIRECT_LOOP);
        put(
                KEY,
                FailureKind.AUTH_REJECTED,
                FailureKind.BILLING_REQUIRED,
                FailureKind.QUOTA_EXHAUSTED,
                FailureKind.RATE_LIMITED,
                FailureKind.INVALID_REQUEST);
        put(REQUEST, FailureKind.NOT_FOUND, FailureKind.REQUEST_REJECTED);
        put(PROVIDER, FailureKind.OVERLOADED, FailureKind.SERVER_ERROR, FailureKind.STREAM_ERROR);
        put(
                ON_THE_WAY,
                FailureKind.BLOCKED,
                FailureKind.INTERCEPTED,
                FailureKind.STALE_CONNECTION,
                FailureKind.TLS_RESET,
                FailureKind.TLS_TIMEOUT,
                FailureKind.TLS_VERSION,
                FailureKind.TLS_UNTRUSTED,
                FailureKind.RESET_BEFORE_RESPONSE);
    }

    private final String wording;

    Culprit(String wording) {
        this.wording = wording;
    }

    private static void put(Culprit culprit, FailureKind... kinds) {
        for (FailureKind kind : kinds) {
            BY_KIND.put(kind, culprit);
        }
    }

    /** Where the table does not say more, by the layer. */
    static Culprit of(FailureKind kind) {
        Culprit known = BY_KIND.get(kind);
        if (known != null) {
            return known;
        }
        switch (kind.layer()) {
            case PROXY:
                return PROXY;
            case DNS:
            case CONNECT:
                return NETWORK;
            case HTTP:
                return SERVER;
            default:
                return ON_THE_WAY;
        }
    }

    String wording() {
        return wording;
    }
}
