package dev.detour;

/**
 * The classes that the agent changes, and no others. All that is in place until the first of them is loaded is this
 * table. Internal names, as the JVM hands them to a transformer.
 */
public final class Targets {
    private Targets() {}

    /** Whether the agent changes the class of this internal name ({@code a/b/C}); null is the name of none. */
    public static boolean contains(String name) {
        if (name == null || !(name.startsWith("jdk/internal/net/http/") || name.startsWith("okhttp3/"))) {
            return false;
        }
        switch (name) {
            case "jdk/internal/net/http/HttpClientImpl":
            case "jdk/internal/net/http/HttpRequestImpl":
            case "jdk/internal/net/http/HttpConnection":
            case "jdk/internal/net/http/PlainHttpConnection":
            case "jdk/internal/net/http/PlainTunnelingConnection":
            case "jdk/internal/net/http/Exchange":
            case "jdk/internal/net/http/AbstractAsyncSSLConnection":
            case "jdk/internal/net/http/MultiExchange":
            case "jdk/internal/net/http/AuthenticationFilter":
            case "jdk/internal/net/http/RedirectFilter":
            case "jdk/internal/net/http/ResponseTimerEvent":
            case "jdk/internal/net/http/ResponseSubscribers$TrustedSubscriber":
            case "jdk/internal/net/http/common/Utils":
            case "jdk/internal/net/http/websocket/BuilderImpl":
            case "okhttp3/OkHttpClient":
            case "okhttp3/Address":
            case "okhttp3/internal/connection/RouteSelector$Selection":
            case "okhttp3/internal/http2/Http2Connection$Builder":
            case "okhttp3/internal/http/RealInterceptorChain":
                return true;
            default:
                return false;
        }
    }
}
