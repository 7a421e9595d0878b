package dev.detour.exchange;

import com.google.auto.value.AutoValue;
import com.google.auto.value.extension.memoized.Memoized;
import java.net.URI;
import java.net.URISyntaxException;

/** Scheme, host and port: what a credential belongs to (RFC 6454). */
@AutoValue
public abstract class Origin {
    /** {@code http} or {@code https}; {@code ws} and {@code wss} are these two. */
    public abstract String scheme();

    /** Lower case; an IPv6 address without its brackets. */
    public abstract String host();

    /** Never absent: the scheme's own port where the URL names none. */
    public abstract int port();

    public static Origin of(String scheme, String host, int port) {
        return new AutoValue_Origin(scheme, host, port);
    }

    /** Whether requests to it are encrypted. */
    public final boolean isSecure() {
        return scheme().equals("https");
    }

    /**
     * Whether it is one for {@code java.net.URI}, which knows no host with an underscore (RFC 2396). Takes a microsecond,
     * once.
     */
    @Memoized
    public boolean isUri() {
        try {
            return new URI(toString()).getHost() != null;
        } catch (URISyntaxException not) {
            return false;
        }
    }

    /** Whether the port is the one that the scheme implies. */
    public final boolean hasDefaultPort() {
        return port() == defaultPort(scheme());
    }

    static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }

    /** Remembered: what is known of a call is found by it, again and again. */
    @Override
    @Memoized
    public abstract int hashCode();

    /** As it stands in a URL, the port only where it is not the scheme's own. */
    @Override
    public final String toString() {
        String host = host().indexOf(':') >= 0 ? "[" + host() + "]" : host();
        return scheme() + "://" + host + (hasDefaultPort() ? "" : ":" + port());
    }
}
