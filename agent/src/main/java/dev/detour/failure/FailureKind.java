package dev.detour.failure;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The dictionary of failures: the codes are the product's vocabulary, stable, in events, metrics, log lines, retry rules
 * and documents alike. This table is the only place that knows them; documents are made from it ({@link Dictionary}).
 *
 * <p>A code says what happened on the way, not which exception the client happened to throw.
 */
public enum FailureKind {
    DNS_NOT_FOUND(
            Layer.DNS,
            "the host's name does not exist, or has no address",
            no().next(),
            "Check the host name for typing errors, and whether this machine's DNS knows it: a search domain or an inner name server may be missing. Where only the proxy can resolve names, set the proxy."),
    DNS_UNAVAILABLE(
            Layer.DNS,
            "the name server did not answer in time, or refused to",
            no().same().next(),
            "Check the name server that this machine or container uses, and whether a network policy lets it be reached on port 53."),
    DNS_SUSPICIOUS(
            Layer.DNS,
            "a public name resolved to an address that no public service has",
            no().next(),
            "The answer of DNS was probably tampered with, or this is a captive network: compare it with that of another name server, and use a proxy or a gateway."),
    CONNECT_REFUSED(
            Layer.CONNECT,
            "nothing listens at the address, or the connection was rejected",
            no().same().next(),
            "Check host and port, whether the service runs, and whether a firewall or security group rejects the connection."),
    CONNECT_RESET(
            Layer.CONNECT,
            "the connection was cut before the first byte was sent",
            no().same().next(),
            "A firewall cuts the connection, or the server has too many: try it from another machine."),
    CONNECT_TIMEOUT(
            Layer.CONNECT,
            "the address did not answer within the connect timeout",
            no().same().next(),
            "A firewall or an egress rule probably drops the packets: check that this machine may reach host and port. If it may, but slowly, raise the connect timeout."),
    NETWORK_UNREACHABLE(
            Layer.CONNECT,
            "there is no route to the network or host",
            no().next(),
            "Check the VPN and the routes of this machine, and whether an IPv6 address is used where there is no IPv6."),
    EGRESS_DENIED(
            Layer.CONNECT,
            "this machine itself forbids the connection",
            no().next(),
            "Check the local firewall, the sandbox or security manager, and the network policy of the container."),
    LOCAL_EXHAUSTED(
            Layer.CONNECT,
            "this machine has no port, file descriptor or memory left for a connection",
            no().same(),
            "Look for connections that are never closed, raise the limit of open files (ulimit -n), and keep connections alive instead of opening one for each call."),
    PROXY_UNREACHABLE(
            Layer.PROXY,
            "the proxy itself cannot be reached, or does not answer CONNECT",
            no().next(),
            "Check the proxy's host and port, and whether the proxy is up and reachable from this machine."),
    PROXY_AUTH_REQUIRED(
            Layer.PROXY,
            "the proxy wants a user and password, or other ones",
            no().next(),
            "Put the user and password into the proxy's URL. By itself the JDK sends no Basic password for tunnels (jdk.http.auth.tunneling.disabledSchemes)."),
    PROXY_REFUSED_TUNNEL(
            Layer.PROXY,
            "the proxy answered, and will not or cannot connect to the host",
            Dispositions.of(no().next()).but(502, 504, no().same().next()),
            "Check whether the proxy's rules allow this host and port, and whether the proxy itself can reach it."),
    PROXY_CLOSED(
            Layer.PROXY,
            "the proxy cut the connection before the tunnel stood, or does not speak the protocol",
            no().same().next(),
            "The proxy is overloaded, or another protocol is spoken on that port: check that http:// or socks5:// is right for it."),
    TLS_RESET(
            Layer.TLS,
            "the connection was cut in answer to the TLS greeting",
            no().same(1).next(),
            "If only this host is cut, something on the way interferes by its name: more attempts only waste time. Use a proxy, a gateway or another network."),
    TLS_TIMEOUT(
            Layer.TLS,
            "the peer accepted the connection, then did not answer the TLS greeting",
            no().same(1).next(),
            "A device on the way swallows the handshake: look for an inspecting firewall, or packets that are too large for the path (MTU)."),
    TLS_PLAINTEXT(
            Layer.TLS,
            "the peer does not speak TLS",
            no().next(),
            "Check the scheme and port: this is https on a port for http, or something on the way answered in clear."),
    TLS_UNTRUSTED(
            Layer.TLS,
            "the certificate does not lead to a trusted root",
            no().next(),
            "If a company inspects TLS, add its root to the route's trust; if not, somebody is in between. The server may also leave out an intermediate certificate."),
    TLS_EXPIRED(
            Layer.TLS,
            "the certificate has expired, or is not valid yet",
            no().next(),
            "Check this machine's clock first, then have the server's certificate renewed."),
    TLS_HOSTNAME(
            Layer.TLS,
            "the certificate is for another host",
            no().next(),
            "Check the host in the URL, and what DNS says for it: the call reached another server, or is intercepted."),
    TLS_REJECTED(
            Layer.TLS,
            "the certificate was refused: revoked, too weak, or by the application's own check or pin",
            no().next(),
            "See the message for the rule that refused it. After a change of certificate the application's pins must change too; if nothing was changed, the connection may be intercepted."),
    TLS_VERSION(
            Layer.TLS,
            "both sides have no TLS version, cipher or protocol in common",
            no().next(),
            "Check whether the client is restricted to one TLS version, and whether a device on the way only speaks an older one."),
    TLS_CLIENT_CERTIFICATE(
            Layer.TLS,
            "the server wants a client certificate, or rejects the one sent",
            no().next(),
            "Give the route a client-certificate that the server accepts; check its issuer and its date."),
    TLS_ALERT(
            Layer.TLS,
            "the TLS handshake ended with another alert",
            no().same(1).next(),
            "See the message for the alert; the peer's own log says why it was sent."),
    STALE_CONNECTION(
            Layer.REQUEST,
            "a connection that had been kept open turned out to be closed by the peer",
            maybe().same().onNewConnection(),
            "Something on the way closes idle connections sooner than the client does: set keep-alive for the route."),
    CLOSED_BEFORE_RESPONSE(
            Layer.REQUEST,
            "a new connection was closed after the request, without an answer",
            maybe().same().next(),
            "Look at the load balancer or proxy before the service, and at the service's own log at this time."),
    RESET_BEFORE_RESPONSE(
            Layer.REQUEST,
            "a new connection was reset after the request, without an answer",
            maybe().same(1).next(),
            "Something on the way resets the connection, or the service crashed: try another network, and look at the service's log."),
    WRITE_FAILED(
            Layer.REQUEST,
            "the request could not be sent in full, or not in time",
            maybe().same().next(),
            "The peer stopped reading: check the size of the body against the limits of gateways on the way."),
    FIRST_BYTE_TIMEOUT(
            Layer.REQUEST,
            "the request was sent, and no answer began in time",
            maybe(),
            "The model may be queueing or thinking for long: ask for a stream, or raise the first-byte timeout."),
    BAD_RESPONSE(
            Layer.RESPONSE,
            "what came back is not valid HTTP",
            maybe().next(),
            "Check that the port speaks HTTP, and the version of it that the client expects; a device on the way may garble answers."),
    H2_REFUSED(
            Layer.REQUEST,
            "the server refused the request unprocessed (HTTP/2)",
            no().same().next(),
            "The server is draining or limits parallel requests: nothing to do if it passes."),
    H2_RESET(
            Layer.REQUEST,
            "the server or the connection failed before an answer (HTTP/2)",
            maybe().same().next(),
            "See the message for the HTTP/2 error. If it lasts, force HTTP/1.1 for the route."),
    IDLE_TIMEOUT(
            Layer.STREAM,
            "the answer began, then stalled",
            na(),
            "Something on the way drops connections that are silent: set keep-alive, or raise the idle timeout if the model pauses for that long."),
    BODY_TRUNCATED(
            Layer.STREAM,
            "the answer ended before its declared end",
            na(),
            "A proxy or gateway cut the answer: look for its limit on the length of an answer in time (often 60 s or 600 s)."),
    BODY_RESET(
            Layer.STREAM,
            "the connection was reset in the middle of the answer",
            na(),
            "Something on the way cuts long or silent connections: set keep-alive, and check the limits of gateways."),
    STREAM_INCOMPLETE(
            Layer.STREAM,
            "the event stream ended in order, but without its last event",
            na(),
            "A proxy that closes in order cut the stream: look for its limit on the length of an answer in time."),
    STREAM_ERROR(
            Layer.STREAM,
            "the provider reported an error inside the stream",
            na(),
            "See the message for the provider's own error."),
    TOTAL_TIMEOUT(
            Layer.REQUEST,
            "the whole call ran out of its time",
            maybe(),
            "Raise the total timeout, or ask for a stream."),
    CANCELLED(Layer.CALLER, "the application cancelled the call, or its own code threw in it", na(), "Not a failure."),
    INVALID_REQUEST(
            Layer.CALLER,
            "the client refused to send the request",
            no(),
            "See the message: a header value with a line break (a key read from a file with its last newline, say) or a URL that the client does not accept."),
    AUTH_REJECTED(
            Layer.HTTP,
            "the key or token was not accepted",
            answered(),
            "Check the key: complete, without white space, for this vendor or gateway, and in the header that it expects (x-api-key or Authorization)."),
    BILLING_REQUIRED(
            Layer.HTTP,
            "the account has to be paid for first",
            answered(),
            "Check the balance and the payment details of the account."),
    NOT_FOUND(
            Layer.HTTP,
            "the API does not know this model or path",
            answered(),
            "Check the name of the model and the path; the key may not have access to the model."),
    WRONG_BASE_URL(
            Layer.HTTP,
            "the URL is not one of the API",
            answered().next(),
            "Check the base URL: the version (/v1) may be missing or doubled, or the host is not the API's."),
    REQUEST_REJECTED(
            Layer.HTTP,
            "the API does not accept this request",
            Dispositions.of(answered())
                    .but(408, no().same(1))
                    .but(409, answered().same(1)),
            "Check the body, the name of the model and the size of the request; the answer says more."),
    RATE_LIMITED(
            Layer.HTTP,
            "the provider's rate limit is reached",
            no().same().after(Duration.ofSeconds(1)),
            "Send fewer calls at a time, or have the limit raised."),
    QUOTA_EXHAUSTED(
            Layer.HTTP,
            "the quota or spend limit is used up: waiting does not help",
            answered().next(),
            "Check the plan, the balance and the spend limit of the account."),
    OVERLOADED(
            Layer.HTTP,
            "the provider has no capacity left for this request",
            no().same().after(Duration.ofSeconds(1)).next(),
            "This is the provider's capacity, not your quota: wait, or use another path or model."),
    BLOCKED(
            Layer.HTTP,
            "something on the way refused the call; the answer is not the provider's",
            answered().next(),
            "Look for a firewall, proxy or block by region that answers in the provider's place: this is no rate limit of the provider."),
    GATEWAY_ERROR(
            Layer.HTTP,
            "a gateway could not get an answer from the service behind it",
            Dispositions.of(maybe().next())
                    .but(503, no().same().next())
                    .but(504, maybe().same(1).next()),
            "Look at the gateway and the service behind it; if it fails after a round number of seconds, raise the gateway's time limit."),
    SERVER_ERROR(
            Layer.HTTP,
            "the provider failed on its own side",
            Dispositions.of(maybe().same().next()).but(503, no().same().next()),
            "See the provider's status page; quote the request id to its support."),
    INTERCEPTED(
            Layer.HTTP,
            "a page came in place of the API's answer",
            answered().next(),
            "Check the base URL, and whether the network first wants a login in a browser."),
    REDIRECT_LOOP(
            Layer.HTTP,
            "the answer redirects too often",
            answered(),
            "The base URL is probably not the API's: check scheme, host and path."),
    CIRCUIT_OPEN(
            Layer.AGENT,
            "not sent: all paths failed so often that they are given a rest",
            no(),
            "See the failure that opened the breaker; the call is tried again when the open time is over."),
    UNKNOWN(Layer.AGENT, "none of the others", maybe(), "Please report it, with the exception and message.");

    private static final Map<String, FailureKind> BY_CODE = byCode();

    private final Layer layer;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // immutable, but not marked by an annotation that we would have to carry
    private final Dispositions dispositions;

    private final String hint;

    FailureKind(Layer layer, String meaning, Disposition disposition, String hint) {
        this(layer, meaning, Dispositions.of(disposition), hint);
    }

    FailureKind(Layer layer, String meaning, Dispositions dispositions, String hint) {
        this.layer = layer;
        this.meaning = meaning;
        this.dispositions = dispositions;
        this.hint = hint;
    }

    private static Disposition no() {
        return Disposition.acted(Acted.NO);
    }

    private static Disposition maybe() {
        return Disposition.acted(Acted.MAYBE);
    }

    private static Disposition answered() {
        return Disposition.acted(Acted.ANSWERED);
    }

    private static Disposition na() {
        return Disposition.acted(Acted.NOT_APPLICABLE);
    }

    /** All codes, in the order of the dictionary. */
    public static Set<String> codes() {
        return BY_CODE.keySet();
    }

    /** The kind of this code; null where there is none. */
    public static @Nullable FailureKind ofCode(String code) {
        return BY_CODE.get(code);
    }

    private static Map<String, FailureKind> byCode() {
        Map<String, FailureKind> kinds = new LinkedHashMap<>();
        for (FailureKind kind : values()) {
            kinds.put(kind.code(), kind);
        }
        return Collections.unmodifiableMap(kinds);
    }

    /** Lower snake case, as users read and write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Layer layer() {
        return layer;
    }

    /** What happened, in half a sentence: lower case, no full stop. */
    public String meaning() {
        return meaning;
    }

    /** What to do about it, in one or two sentences. */
    public String hint() {
        return hint;
    }

    /** What the dictionary allows, where no status refines it. */
    public Disposition disposition() {
        return dispositions.general();
    }

    /** What the dictionary allows after this status; 0 stands for no answer. */
    public Disposition disposition(int status) {
        return dispositions.at(status);
    }

    /** The statuses that differ from {@link #disposition()}. */
    SortedMap<Integer, Disposition> refinements() {
        return dispositions.byStatus();
    }
}
