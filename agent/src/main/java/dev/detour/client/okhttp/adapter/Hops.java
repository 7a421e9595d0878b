package dev.detour.client.okhttp.adapter;

import dev.detour.call.Calls;
import dev.detour.call.Send;
import dev.detour.client.okhttp.Transit;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Phase;
import dev.detour.exchange.WeakIdentityMap;
import dev.detour.network.BasicCredentials;
import dev.detour.network.ProxyServer;
import dev.detour.route.CredentialRule;
import dev.detour.route.Edits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.Connection;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/**
 * The single requests of an attempt: the first, and those that OkHttp makes of it by itself for redirects, challenges
 * and repeats. Each gets the path's headers while it stays with the path's origin, and no credential once it has left.
 */
final class Hops {
    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";

    private final Calls calls;
    /**
     * The peers of the connections that have carried a request of ours, by their sockets: where threads have waited for a
     * connection, the JVM looks for its identity hash at length.
     */
    private final WeakIdentityMap<Socket, Optional<String>> used = new WeakIdentityMap<>();

    Hops(Calls calls) {
        this.calls = calls;
    }

    /** As it comes out of the interceptor that follows redirects. */
    Request hop(Request request, Send send) {
        Origin next = originOf(request.url(), send);
        Request edited = Requests.edited(request, headers(next, send));
        Edits query = CredentialRule.redirectQuery(
                send.path().path(), send.target().origin(), next, calls.rules().credentialQuery());
        return Requests.withoutQuery(edited, query.remove());
    }

    /** As it goes on the wire: network interceptors of the application may have added to it. */
    @SuppressWarnings("ReferenceEquality") // the same object, or else it is looked at
    Request wire(Request request, Transit transit) {
        Send send = transit.send();
        boolean asSent = request.url() == ((Request) transit.request()).url();
        Origin next = asSent ? send.target().origin() : originOf(request.url(), send);
        Request edited = Requests.edited(request, headers(next, send), Hops::isNoCookie);
        return next.isSecure() ? edited : Requests.edited(edited, proxyHeaders(next, send));
    }

    /** OkHttp itself has added the cookies of the target by then: the application's have been dealt with before. */
    private static boolean isNoCookie(String name) {
        return !name.equalsIgnoreCase("Cookie");
    }

    private Edits headers(Origin next, Send send) {
        Origin target = send.target().origin();
        return next.equals(target)
                ? send.headers()
                : CredentialRule.redirectHeaders(
                        send.path().path(), target, next, calls.rules().credentialHeaders());
    }

    /** Plain http goes to the proxy itself, with its password; https is tunnelled, and the tunnel has it. */
    private static Edits proxyHeaders(Origin next, Send send) {
        ProxyServer server = send.network().proxy().proxyFor(next);
        if (server == null || server.kind() != ProxyServer.Kind.HTTP) {
            return Edits.none();
        }
        String credentials = BasicCredentials.of(server);
        return credentials == null
                ? Edits.of(Map.of(), Set.of(PROXY_AUTHORIZATION))
                : Edits.of(Map.of(PROXY_AUTHORIZATION, credentials), Set.of());
    }

    /** A connection is to be made: to the first of these, unless that one does not answer. */
    void connecting(Route route, Transit transit) {
        Attempt attempt = transit.send().attempt();
        transit.leaveConnection();
        transit.searchForRoutes();
        attempt.on(false);
        attempt.reached(Phase.CONNECT);
        InetSocketAddress peer = route.socketAddress();
        if (!peer.isUnresolved()) {
            attempt.to(address(peer.getAddress(), peer.getPort()));
        }
        if (route.proxy().address() instanceof InetSocketAddress && attempt.proxy() == null) {
            InetSocketAddress proxy = (InetSocketAddress) route.proxy().address();
            attempt.through(proxy.getHostString() + ":" + proxy.getPort());
        }
    }

    /** The facts of the connection that carries it. */
    void note(@Nullable Connection connection, Transit transit) {
        Attempt attempt = transit.send().attempt();
        attempt.reached(Phase.WRITE);
        if (transit.isSentAgain()) {
            attempt.sentAgainUnasked();
        }
        if (connection == null) {
            return;
        }
        // One that was made before the agent came, or for a call that no route matches, is not among those that we
        // used.
        boolean pooled = transit.isFirstFromPool();
        transit.carriedBy(connection);
        Socket socket = connection.socket();
        Optional<String> peer = used.get(socket);
        if (peer == null) {
            peer = peerOf(socket);
            attempt.on(used.putIfAbsent(socket, peer) != null || pooled);
        } else {
            attempt.on(true);
        }
        attempt.speaking(
                OkHttpRelease.isHttp2(connection) ? "h2" : connection.protocol().toString());
        if (peer.isPresent()) {
            attempt.to(peer.get());
        }
    }

    private static Optional<String> peerOf(Socket socket) {
        return Optional.ofNullable(socket.getInetAddress()).map(peer -> address(peer, socket.getPort()));
    }

    private static String address(InetAddress peer, int port) {
        String numeric = peer.getHostAddress();
        return (numeric.indexOf(':') >= 0 ? "[" + numeric + "]" : numeric) + ":" + port;
    }

    /** Nearly always that of the path itself: no other object is made of it. */
    private static Origin originOf(HttpUrl url, Send send) {
        Origin target = send.target().origin();
        if (url.port() == target.port()
                && url.scheme().equals(target.scheme())
                && url.host().equals(target.host())) {
            return target;
        }
        return Origin.of(url.scheme(), url.host().toLowerCase(Locale.ROOT), url.port());
    }
}
