package dev.detour.failure;

import dev.detour.exchange.Phase;
import java.net.ProtocolException;
import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a proxy answered, and what it did before the tunnel stood. */
final class ProxyRule {
    /** The clients' texts before the status of an answer to CONNECT that is not 2xx: OkHttp's, the JDK's. */
    private static final String[] BEFORE_STATUS = {"Unexpected response code for CONNECT: ", "Tunnel failed, got: "};

    /** Our own bridge to SOCKS proxies says {@code SOCKS proxy host:port: } and one of these words. */
    private static final String BRIDGE = "SOCKS proxy ";

    private static final Map<String, FailureKind> BRIDGE_WORDS = new LinkedHashMap<>();

    /** The JDK's own SOCKS sockets, under OkHttp. Another text after the prefix is the proxy's refusal. */
    private static final Map<String, FailureKind> JDK_SOCKS = new LinkedHashMap<>();

    static {
        BRIDGE_WORDS.put(": unreachable", FailureKind.PROXY_UNREACHABLE);
        BRIDGE_WORDS.put(": timed out", FailureKind.PROXY_UNREACHABLE);
        BRIDGE_WORDS.put(": authentication", FailureKind.PROXY_AUTH_REQUIRED);
        BRIDGE_WORDS.put(": refused", FailureKind.PROXY_REFUSED_TUNNEL);
        BRIDGE_WORDS.put(": closed", FailureKind.PROXY_CLOSED);
        BRIDGE_WORDS.put(": not SOCKS5", FailureKind.PROXY_CLOSED);

        JDK_SOCKS.put("SOCKS : authentication failed", FailureKind.PROXY_AUTH_REQUIRED);
        JDK_SOCKS.put("SOCKS : No acceptable methods", FailureKind.PROXY_AUTH_REQUIRED);
        JDK_SOCKS.put("Can't connect to SOCKS proxy:", FailureKind.PROXY_UNREACHABLE);
        JDK_SOCKS.put("Malformed reply from SOCKS server", FailureKind.PROXY_CLOSED);
        JDK_SOCKS.put("Reply from SOCKS server", FailureKind.PROXY_CLOSED);
        JDK_SOCKS.put("SOCKS server general failure", FailureKind.PROXY_REFUSED_TUNNEL);
        JDK_SOCKS.put("SOCKS: ", FailureKind.PROXY_REFUSED_TUNNEL);
    }

    private ProxyRule() {}

    /** The status of the proxy's answer to CONNECT; 0 where the exception shows none. */
    static int tunnelStatus(Causes causes) {
        for (String before : BEFORE_STATUS) {
            String word = causes.wordAfter(before);
            if (word != null && word.matches("[1-9][0-9]{2}")) {
                return Integer.parseInt(word);
            }
        }
        return 0;
    }

    /** The proxy's own word. */
    static @Nullable FailureKind kindOf(Trouble trouble) {
        Causes causes = trouble.causes();
        if (isAuthentication(trouble)) {
            return FailureKind.PROXY_AUTH_REQUIRED;
        }
        if (tunnelStatus(causes) != 0) {
            return FailureKind.PROXY_REFUSED_TUNNEL;
        }
        return socks(causes);
    }

    private static boolean isAuthentication(Trouble trouble) {
        Causes causes = trouble.causes();
        return tunnelStatus(causes) == 407
                || causes.headSays().equals("Failed to authenticate with proxy")
                || causes.begin("Received HTTP_PROXY_AUTH (407) code")
                || causes.begin("Too many tunnel connections attempted")
                || causes.say("header missing for response code 407");
    }

    private static @Nullable FailureKind socks(Causes causes) {
        if (causes.begin(BRIDGE)) {
            return BRIDGE_WORDS.entrySet().stream()
                    .filter(word -> causes.say(word.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }
        if (!causes.has(SocketException.class)) {
            return null;
        }
        return JDK_SOCKS.entrySet().stream()
                .filter(text -> causes.begin(text.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** The connection to the proxy was lost, or made no sense, before the tunnel stood. */
    static @Nullable FailureKind cut(Trouble trouble) {
        boolean cut = Broken.isCut(trouble) || trouble.causes().has(ProtocolException.class);
        return trouble.phase() == Phase.PROXY && cut ? FailureKind.PROXY_CLOSED : null;
    }
}
