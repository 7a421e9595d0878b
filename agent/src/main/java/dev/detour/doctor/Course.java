package dev.detour.doctor;

import com.google.auto.value.AutoValue;
import dev.detour.exchange.Url;
import dev.detour.network.ClientCertificate;
import dev.detour.network.ProxyServer;
import dev.detour.route.Edits;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One way for a call: direct, by a proxy, or by a path of a route. */
@AutoValue
abstract class Course {
    /** As the table heads its column. */
    abstract String name();

    /** The URL as the application means it. */
    abstract Url asked();

    /** Where it goes. */
    abstract Url target();

    abstract @Nullable ProxyServer proxy();

    /** Extra roots. */
    abstract List<X509Certificate> trust();

    abstract @Nullable ClientCertificate clientCertificate();

    /** Fixed addresses by host. */
    abstract Map<String, List<InetAddress>> hosts();

    /** Whether addresses that no public service has are turned down. */
    abstract boolean refusesBogons();

    /** What the path sets; the values may be secrets, and are sent with a paid request only. */
    abstract Edits headers();

    /** Whether the application's own key goes along. */
    abstract boolean forwardsKey();

    /** Whose answers to expect; null: nobody's that is known. */
    abstract @Nullable String provider();

    static Builder of(String name, Url asked) {
        return new AutoValue_Course.Builder()
                .name(name)
                .asked(asked)
                .target(asked)
                .trust(List.of())
                .hosts(Map.of())
                .refusesBogons(false)
                .headers(Edits.none())
                .forwardsKey(true);
    }

    /** Whether the proxy makes a tunnel; else it is asked for the whole URL. */
    final boolean hasTunnel() {
        ProxyServer proxy = proxy();
        return proxy != null && (proxy.isSocks() || target().origin().isSecure());
    }

    /** Who is connected to: the proxy, where there is one. */
    final String peerHost() {
        ProxyServer proxy = proxy();
        return proxy == null ? target().origin().host() : proxy.host();
    }

    final int peerPort() {
        ProxyServer proxy = proxy();
        return proxy == null ? target().origin().port() : proxy.port();
    }

    /** Whether two lead the same way, whatever they are called. */
    final boolean isLike(Course other) {
        return toBuilder().name("").build().equals(other.toBuilder().name("").build());
    }

    abstract Builder toBuilder();

    @AutoValue.Builder
    abstract static class Builder {
        abstract Builder name(String name);

        abstract Builder asked(Url asked);

        abstract Builder target(Url target);

        abstract Builder proxy(@Nullable ProxyServer proxy);

        abstract Builder trust(List<X509Certificate> roots);

        abstract Builder clientCertificate(@Nullable ClientCertificate certificate);

        abstract Builder hosts(Map<String, List<InetAddress>> hosts);

        abstract Builder refusesBogons(boolean refuses);

        abstract Builder headers(Edits headers);

        abstract Builder forwardsKey(boolean forwards);

        abstract Builder provider(@Nullable String provider);

        abstract Course build();
    }
}
