package dev.detour.network;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The scheme {@code Basic} of RFC 7617, in UTF-8. */
public final class BasicCredentials {
    private BasicCredentials() {}

    /** The value of {@code Proxy-Authorization} for a proxy, a secret; null where the proxy asks for no user. */
    public static @Nullable String of(ProxyServer proxy) {
        String user = proxy.user();
        return user == null ? null : of(user, proxy.password());
    }

    /** The value of the header, a secret. No password is an empty one. */
    public static String of(String user, @Nullable String password) {
        String pair = user + ":" + (password == null ? "" : password);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
