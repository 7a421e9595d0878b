package dev.detour.network;

import com.google.auto.value.AutoValue;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the connections of one path are made. */
@AutoValue
public abstract class NetworkSettings {
    private static final NetworkSettings NONE = builder().build();

    public abstract ProxyChoice proxy();

    /** Extra roots, on top of what the application trusts, for this path's hosts only. */
    public abstract List<X509Certificate> trust();

    public abstract @Nullable ClientCertificate clientCertificate();

    /** Fixed addresses by host name, lower case. */
    public abstract Map<String, List<InetAddress>> hosts();

    /** Whether private, loopback and otherwise bogus answers for public names are turned down. */
    public abstract boolean refusesBogons();

    /** Whether HTTP/1.1 is forced. */
    public abstract boolean http11();

    public abstract Timeouts timeouts();

    /** Idle seconds before a keep-alive probe; null: none is sent. */
    public abstract @Nullable Duration keepAlive();

    public static Builder builder() {
        return new AutoValue_NetworkSettings.Builder()
                .proxy(ProxyChoice.APPLICATION)
                .trust(List.of())
                .hosts(Map.of())
                .refusesBogons(false)
                .http11(false)
                .timeouts(Timeouts.none());
    }

    /** Whether a connection made with these is another than one made without: a pool must keep the two apart. */
    public final boolean changesConnections() {
        return !trust().isEmpty()
                || clientCertificate() != null
                || !hosts().isEmpty()
                || refusesBogons()
                || keepAlive() != null;
    }

    /** Whether all but the proxy and the time limits is as the application has it. */
    public final boolean isPlain() {
        return toBuilder()
                .proxy(ProxyChoice.APPLICATION)
                .timeouts(Timeouts.none())
                .build()
                .equals(NONE);
    }

    public abstract Builder toBuilder();

    /** Everything as the application has it. */
    public static NetworkSettings none() {
        return NONE;
    }

    @AutoValue.Builder
    public abstract static class Builder {
        public abstract Builder proxy(ProxyChoice proxy);

        public abstract Builder trust(List<X509Certificate> roots);

        public abstract Builder clientCertificate(@Nullable ClientCertificate certificate);

        public abstract Builder hosts(Map<String, List<InetAddress>> hosts);

        public abstract Builder refusesBogons(boolean refuses);

        public abstract Builder http11(boolean forced);

        public abstract Builder timeouts(Timeouts timeouts);

        public abstract Builder keepAlive(@Nullable Duration idle);

        public abstract NetworkSettings build();
    }
}
