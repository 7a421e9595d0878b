package dev.detour.client.okhttp.connection;

import okhttp3.Authenticator;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;

/**
 * Shows one proxy its user and password, with the first request already; a proxy that turns them down is not told again.
 */
public final class ProxyPassword implements Authenticator {
    private static final String HEADER = "Proxy-Authorization";

    private final String credentials;

    /**
     * For one proxy.
     *
     * @param credentials the header's value, a secret
     */
    public ProxyPassword(String credentials) {
        this.credentials = credentials;
    }

    // Null is an answer: OkHttp gives up.
    @SuppressWarnings("NullAway")
    @Override
    public Request authenticate(Route route, Response response) {
        Request request = response.request();
        return request.header(HEADER) != null
                ? null
                : request.newBuilder().header(HEADER, credentials).build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProxyPassword && ((ProxyPassword) other).credentials.equals(credentials);
    }

    @Override
    public int hashCode() {
        return credentials.hashCode();
    }

    /** Nothing of the secret. */
    @Override
    public String toString() {
        return "ProxyPassword";
    }
}
