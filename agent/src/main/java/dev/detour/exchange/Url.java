package dev.detour.exchange;

import com.google.auto.value.AutoValue;
import com.google.auto.value.extension.memoized.Memoized;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A URL as a client wrote it: cut into its parts, nothing decoded, collapsed or validated, so that what is put together
 * again is what was there. Neither {@code java.net.URI} (which refuses what OkHttp sends) nor OkHttp's own type can do
 * this for both clients.
 */
@AutoValue
public abstract class Url {
    /** DNS has 253, and an address may name its zone. Beyond, to make letters small takes the JDK the square of it. */
    private static final int LONGEST_HOST = 300;

    /** Where it leads. */
    public abstract Origin origin();

    /** Still encoded; empty, or begins with a slash. */
    public abstract String path();

    /** Still encoded, without the question mark; null where there is none. */
    public abstract @Nullable String query();

    public static Url of(Origin origin, String path, @Nullable String query) {
        return new AutoValue_Url(origin, path, query);
    }

    /**
     * Reads an absolute URL. User info and fragment are left out: neither is sent.
     *
     * @throws IllegalArgumentException where the text has no scheme that is ours, no host or no valid port
     */
    public static Url parse(String text) {
        int schemeEnd = text.indexOf("://");
        if (schemeEnd < 0) {
            throw new IllegalArgumentException("not an absolute URL");
        }
        String scheme = scheme(text.substring(0, schemeEnd).toLowerCase(Locale.ROOT));
        int end = indexOfAny(text, "#", schemeEnd + 3);
        int authorityEnd = Math.min(end, indexOfAny(text, "/?#", schemeEnd + 3));
        int queryStart = text.indexOf('?', authorityEnd);
        int pathEnd = queryStart < 0 || queryStart > end ? end : queryStart;
        return of(
                origin(scheme, text.substring(schemeEnd + 3, authorityEnd)),
                text.substring(authorityEnd, pathEnd),
                pathEnd < end ? text.substring(pathEnd + 1, end) : null);
    }

    private static String scheme(String given) {
        switch (given) {
            case "http":
            case "ws":
                return "http";
            case "https":
            case "wss":
                return "https";
            default:
                throw new IllegalArgumentException("scheme " + given + " is neither http nor https");
        }
    }

    private static Origin origin(String scheme, String authority) {
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        boolean bracketed = hostAndPort.startsWith("[");
        int colon = hostAndPort.indexOf(':', bracketed ? hostAndPort.lastIndexOf(']') + 1 : 0);
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
        if (bracketed) {
            host = withoutBrackets(host);
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("no host");
        }
        if (host.length() > LONGEST_HOST) {
            throw new IllegalArgumentException("the host is longer than any name");
        }
        boolean named = colon >= 0 && colon + 1 < hostAndPort.length();
        int port = named ? port(hostAndPort.substring(colon + 1)) : Origin.defaultPort(scheme);
        return Origin.of(scheme, host.toLowerCase(Locale.ROOT), port);
    }

    private static String withoutBrackets(String host) {
        if (!host.endsWith("]") || host.lastIndexOf('[') > 0) {
            throw new IllegalArgumentException("the host's brackets do not match");
        }
        return host.substring(1, host.length() - 1);
    }

    private static int port(String text) {
        int port;
        try {
            port = Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("port " + text + " is not a number", notANumber);
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
        return port;
    }

    private static int indexOfAny(String text, String characters, int from) {
        for (int i = from; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** The same place without the query: what may be told, because values of the query may be secret. */
    public final String withoutQuery() {
        return origin() + path();
    }

    /** In characters, of what its text is made of. */
    public final int length() {
        String query = query();
        return origin().host().length() + path().length() + (query == null ? 0 : query.length());
    }

    /**
     * The JDK's form of it.
     *
     * @throws IllegalArgumentException where that has none
     */
    @Memoized
    public URI asUri() {
        return URI.create(toString());
    }

    /** Remembered: what is known of a call is found by it, again and again. */
    @Override
    @Memoized
    public abstract int hashCode();

    @Override
    public final String toString() {
        return query() == null ? withoutQuery() : withoutQuery() + "?" + query();
    }
}
