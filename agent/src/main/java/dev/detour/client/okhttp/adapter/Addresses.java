package dev.detour.client.okhttp.adapter;

import dev.detour.call.Calls;
import dev.detour.client.NotSent;
import dev.detour.client.okhttp.ChainCleaners;
import dev.detour.client.okhttp.Transit;
import dev.detour.client.okhttp.connection.ApartDns;
import dev.detour.client.okhttp.connection.FixedDns;
import dev.detour.client.okhttp.connection.ProxyDns;
import dev.detour.client.okhttp.connection.ProxyPassword;
import dev.detour.client.okhttp.connection.RefusingDns;
import dev.detour.client.okhttp.connection.Sockets;
import dev.detour.exchange.Origin;
import dev.detour.exchange.WeakIdentityMap;
import dev.detour.network.BasicCredentials;
import dev.detour.network.ExtendedTls;
import dev.detour.network.NetworkSettings;
import dev.detour.network.ProxyChoice;
import dev.detour.network.ProxyServer;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import okhttp3.Authenticator;
import okhttp3.CertificatePinner;
import okhttp3.Dns;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * What connections are made with, and what the pool knows them by: what is put in is the same object for the same
 * settings, or an equal one. The proxy is the attempt's; all else belongs to the origin, whichever call goes there.
 */
final class Addresses {
    private static final int DNS = 0;
    private static final int SOCKETS = 1;
    private static final int TLS = 2;
    private static final int PINNER = 3;
    private static final int AUTHENTICATOR = 4;
    private static final int PROXY = 5;
    private static final int PROTOCOLS = 6;

    private final Calls calls;
    private final ChainCleaners cleaners;
    private final WeakIdentityMap<Object, Pinned> pinners = new WeakIdentityMap<>();

    Addresses(Calls calls, ChainCleaners cleaners) {
        this.calls = calls;
        this.cleaners = cleaners;
    }

    /** Changes the parts in place; says whether there was anything to change. */
    boolean change(String host, int port, @Nullable Object[] parts, @Nullable Transit transit) {
        ProxyChoice proxies = transit == null
                ? ProxyChoice.APPLICATION
                : transit.send().network().proxy();
        if (transit != null) {
            note((Proxy) parts[PROXY], transit);
        }
        if (proxies.isApplication() && calls.rules().areConnectionsPlain()) {
            return false;
        }
        Origin origin = Origin.of(parts[TLS] == null ? "http" : "https", host.toLowerCase(Locale.ROOT), port);
        NetworkSettings network = calls.rules().networkTo(origin);
        boolean changed = false;
        if (network != null) {
            changed = new Change(origin, parts).byOrigin(network);
        }
        return proxies.isApplication() ? changed : new Change(origin, parts).byProxy(proxies.proxyFor(origin), network);
    }

    /** The proxy that is nobody's keeps it apart from every connection in the pool, whose key has no socket factory. */
    static void refuse(@Nullable Object[] parts) {
        parts[SOCKETS] = Sockets.none(NotSent.PAST_PROXY);
        parts[PROXY] = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("localhost", 1));
    }

    /** The application's own proxy: where its name is unknown, no connection will tell. */
    private static void note(@Nullable Proxy proxy, Transit transit) {
        if (proxy != null && proxy.address() instanceof InetSocketAddress) {
            InetSocketAddress address = (InetSocketAddress) proxy.address();
            transit.send().attempt().through(address.getHostString() + ":" + address.getPort());
        }
    }

    private final class Change {
        private final Origin origin;
        private final @Nullable Object[] parts;
        private boolean changed;

        Change(Origin origin, @Nullable Object[] parts) {
            this.origin = origin;
            this.parts = parts;
        }

        boolean byOrigin(NetworkSettings network) {
            if (network.refusesBogons()) {
                put(DNS, new RefusingDns((Dns) part(DNS), origin.host()));
            }
            if (!network.hosts().isEmpty()) {
                put(DNS, new FixedDns((Dns) part(DNS), network.hosts()));
            }
            Duration idle = network.keepAlive();
            if (idle != null) {
                put(SOCKETS, Sockets.keptAlive((SocketFactory) part(SOCKETS), idle));
                put(DNS, new ApartDns((Dns) part(DNS), idle));
            }
            if (network.http11()) {
                put(PROTOCOLS, List.of(Protocol.HTTP_1_1));
            }
            if (parts[TLS] != null) {
                trust();
            }
            return changed;
        }

        private void trust() {
            ExtendedTls tls = calls.tlsFor(origin, (SSLSocketFactory) part(TLS));
            if (tls == null || tls.socketFactory() == null || tls.trustManager() == null) {
                return;
            }
            Object pinner = pinned((CertificatePinner) part(PINNER), tls.trustManager());
            put(TLS, tls.socketFactory());
            put(PINNER, pinner);
        }

        /** A SOCKS proxy resolves names; an HTTP proxy does too, and its own name is resolved here. */
        boolean byProxy(@Nullable ProxyServer server, @Nullable NetworkSettings network) {
            if (server == null) {
                put(PROXY, Proxy.NO_PROXY);
            } else if (server.kind() == ProxyServer.Kind.HTTP) {
                put(
                        PROXY,
                        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(server.host(), server.port())));
                String credentials = BasicCredentials.of(server);
                put(AUTHENTICATOR, credentials == null ? Authenticator.NONE : new ProxyPassword(credentials));
            } else {
                put(PROXY, Proxy.NO_PROXY);
                put(DNS, new ProxyDns(server.host() + ":" + server.port() + " " + server.user()));
                SocketFactory socks = Sockets.socks(server.host(), server.port(), server.user(), server.password());
                Duration idle = network == null ? null : network.keepAlive();
                put(SOCKETS, idle == null ? socks : Sockets.keptAlive(socks, idle));
            }
            return changed;
        }

        private Object part(int index) {
            Object part = parts[index];
            if (part == null) {
                throw new IllegalStateException("an address without its part " + index);
            }
            return part;
        }

        private void put(int index, Object part) {
            parts[index] = part;
            changed = true;
        }
    }

    private Object pinned(CertificatePinner pinner, X509ExtendedTrustManager trust) {
        Pinned known = pinners.get(pinner);
        if (known != null && known.trust == trust) {
            return known.pinner;
        }
        try {
            Object made = cleaners.withRoots(pinner, trust.getAcceptedIssuers());
            if (made != pinner) {
                pinners.put(pinner, new Pinned(trust, made));
            }
            return made;
        } catch (ReflectiveOperationException unknownOkHttp) {
            throw new IllegalStateException(unknownOkHttp);
        }
    }

    /** A pinner that builds chains by a trust manager's roots. */
    private static final class Pinned {
        final X509ExtendedTrustManager trust;
        final Object pinner;

        Pinned(X509ExtendedTrustManager trust, Object pinner) {
            this.trust = trust;
            this.pinner = pinner;
        }
    }
}
