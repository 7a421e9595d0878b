package dev.detour.network;

import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** An application's trust manager whose class holds the context that it sits in. Loaded in a loader of its own. */
public final class HoldingTrustManager implements X509TrustManager {
    public static volatile @Nullable SSLContext held;

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
