package dev.detour.network;

import com.google.auto.value.AutoValue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** An application's TLS with extra roots or a client certificate; or the reason why there is none. */
@AutoValue
public abstract class ExtendedTls {
    /** Null where the application's cannot be extended: then its own stays, and {@link #refusal()} is told. */
    public abstract @Nullable SSLContext context();

    /** The context's, always the same object: a key of pools. Null as {@link #context()}. */
    public abstract @Nullable SSLSocketFactory socketFactory();

    /** What sits in the context. Its accepted issuers are those of the application and the extra ones. Null as above. */
    public abstract @Nullable X509ExtendedTrustManager trustManager();

    /** Why the application's cannot be extended, in words for a user; null where it was. */
    public abstract @Nullable String refusal();

    static ExtendedTls of(SSLContext context, SSLSocketFactory factory, X509ExtendedTrustManager trustManager) {
        return new AutoValue_ExtendedTls(context, factory, trustManager, null);
    }

    static ExtendedTls refused(String reason) {
        return new AutoValue_ExtendedTls(null, null, null, reason);
    }
}
