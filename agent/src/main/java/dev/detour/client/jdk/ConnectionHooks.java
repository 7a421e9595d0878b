package dev.detour.client.jdk;

import dev.detour.call.Calls;
import dev.detour.call.Send;
import dev.detour.client.NotSent;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.Daemons;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Phase;
import dev.detour.exchange.Ticker;
import dev.detour.exchange.Url;
import dev.detour.exchange.WeakIdentityMap;
import dev.detour.network.BasicCredentials;
import dev.detour.network.KeepAlive;
import dev.detour.network.ProxyChoice;
import dev.detour.network.ProxyServer;
import dev.detour.network.Socks5Handshake;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpRequest;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** How the client's connections are made: proxy, time-out, keep-alive, trust. Where they lead: {@link AddressHooks}. */
final class ConnectionHooks {
    /** A SOCKS handshake without a connect timeout still ends: what browsers give a proxy. */
    private static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(30);

    private final Calls calls;
    private final Internals internals;
    private final FailureFacts facts;
    private final OpeningHandshakes openings;
    private final StandIns standIns;
    private final SocksRequests socksRequests;
    private final ThreadLocal<RoutedRequest> connecting;

    /** Connections whose handshake has begun: a connect that the client repeats must not begin a second one. */
    private final WeakIdentityMap<Object, Boolean> handshakes = new WeakIdentityMap<>();
    /** When an attempt began to connect, in nanoseconds: the client may connect twice within one time limit. */
    private final WeakIdentityMap<Object, Long> connectsBegan = new WeakIdentityMap<>();

    /**
     * @param connecting the attempt for which this thread is beginning to connect
     */
    ConnectionHooks(
            Calls calls,
            Internals internals,
            FailureFacts facts,
            OpeningHandshakes openings,
            StandIns standIns,
            SocksRequests socksRequests,
            ThreadLocal<RoutedRequest> connecting) {
        this.calls = calls;
        this.internals = internals;
        this.facts = facts;
        this.openings = openings;
        this.standIns = standIns;
        this.socksRequests = socksRequests;
        this.connecting = connecting;
    }

    /**
     * A request is about to be sent, on a pooled connection unless one is made for it. A future that has failed where it
     * would go past its proxy; null: it may go.
     */
    @Nullable
    Object sending(Object exchange) throws Throwable {
        RoutedRequest request = routed(exchange);
        HttpRequest its = (HttpRequest) internals.requestOfExchange(exchange);
        if (request == null) {
            socksRequests.addWebSocket(its);
            return null;
        }
        boolean sent = request.trail().exchange() != null && facts.wasSent(request);
        boolean again = request.trail().began(exchange, its);
        Attempt attempt = request.send().attempt();
        if (again && sent) {
            facts.sentAgain(attempt);
        }
        attempt.on(true);
        attempt.reached(Phase.DNS);
        return hasItsProxy(its, request.send()) ? null : refused();
    }

    /** Whatever went wrong above when its proxy was chosen: what is sent from here on goes through that, or not at all. */
    private boolean hasItsProxy(HttpRequest request, Send send) throws Throwable {
        ProxyChoice choice = send.network().proxy();
        ProxyServer server = choice.isApplication() ? null : choice.proxyFor(originOf(request));
        if (server == null) {
            return true;
        }
        if (server.isSocks()) {
            socksRequests.addAgain(request, choice);
            return true;
        }
        InetSocketAddress proxy = internals.proxy(request);
        return proxy != null
                && proxy.getPort() == server.port()
                && proxy.getHostString().equalsIgnoreCase(server.host());
    }

    /** After a fault of that. */
    @Nullable
    Object notSending(Object exchange) throws Throwable {
        RoutedRequest request = routed(exchange);
        boolean proxied =
                request != null && !request.send().network().proxy().servers().isEmpty();
        return proxied ? refused() : null;
    }

    private static CompletableFuture<?> refused() {
        return CompletableFuture.failedFuture(NotSent.because(NotSent.PAST_PROXY));
    }

    /** The selector that a request is to ask; null: its client's own. */
    @Nullable
    Object proxyFor(Object request) {
        if (!(request instanceof RoutedRequest)) {
            return null;
        }
        ProxyChoice choice = ((RoutedRequest) request).send().network().proxy();
        return choice.isApplication() ? null : new ChosenProxy(choice);
    }

    /** The client has made a request of its own of the application's, or of ours. */
    void requestBorn(Object made, Object request) throws Throwable {
        if (request instanceof RoutedRequest) {
            socksRequests.add(made, ((RoutedRequest) request).send());
        } else if (internals.isWebSocket(made)) {
            openings.born(request);
            socksRequests.addWebSocket((HttpRequest) made);
        }
    }

    private static Origin originOf(HttpRequest request) {
        return Url.parse(request.uri().toString()).origin();
    }

    /** The request that follows a redirect, made afresh, with the proxy that is right for where it leads. */
    HttpRequest follow(FilteredRequest filtered, Object next, Send send) throws Throwable {
        ProxyChoice choice = send.network().proxy();
        ProxySelector selector = choice.isApplication() ? internals.sameProxy(next) : new ChosenProxy(choice);
        HttpRequest made = internals.newRequest(filtered, selector);
        socksRequests.add(made, send);
        return made;
    }

    /** A connection is about to be made. */
    void connecting(Object exchange, SocketChannel channel) throws Throwable {
        RoutedRequest request = routed(exchange);
        if (request != null) {
            Attempt attempt = request.send().attempt();
            attempt.on(false);
            attempt.reached(Phase.CONNECT);
            InetSocketAddress proxy = internals.proxyOf(exchange);
            if (proxy != null && attempt.proxy() == null) {
                attempt.through(proxy.getHostString() + ":" + proxy.getPort());
            }
            connecting.set(request);
        }
        Duration idle = keepAlive(request);
        if (idle != null) {
            KeepAlive.after(idle).applyTo(channel);
        }
    }

    private static @Nullable Duration keepAlive(@Nullable RoutedRequest request) {
        return request == null ? null : request.send().network().keepAlive();
    }

    /** The future that the client is to wait for instead; null: its own. */
    @Nullable
    Object connected(Object connection, Object exchange, SocketChannel channel, CompletableFuture<?> future)
            throws Throwable {
        connecting.remove();
        RoutedRequest request = routed(exchange);
        InetSocketAddress address = internals.address(connection);
        ProxyServer server = standIns.proxyOf(address);
        boolean socks = server != null && handshakes.putIfAbsent(connection, true) == null;
        CompletableFuture<?> stands =
                socks ? handshake(future, channel, Objects.requireNonNull(server), address, request) : future;
        if (request == null) {
            return socks ? stands : null;
        }
        // In its place, so that the mark is set before the client goes on.
        return stands.whenComplete((connected, failure) -> {
            if (failure == null) {
                Attempt attempt = request.send().attempt();
                attempt.reached(afterConnect(attempt, server != null));
            }
        });
    }

    /** After a fault of that: what is sent would be read by the SOCKS proxy itself. */
    @Nullable
    Object notConnected(Object connection, SocketChannel channel) throws Throwable {
        connecting.remove();
        if (standIns.proxyOf(internals.address(connection)) == null) {
            return null;
        }
        channel.close();
        return refused();
    }

    private static CompletableFuture<?> handshake(
            CompletableFuture<?> connected,
            SocketChannel channel,
            ProxyServer server,
            InetSocketAddress target,
            @Nullable RoutedRequest request) {
        Duration left = request == null ? LONGEST_HANDSHAKE : handshakeTime(request);
        return connected.thenCompose(done -> Socks5Handshake.start(
                channel,
                server,
                target.getHostString(),
                target.getPort(),
                waiting -> Daemons.daemon("detour-socks", waiting).start(), // it blocks: no pool is to wait with it
                Ticker.SYSTEM,
                System.nanoTime() + left.toNanos()));
    }

    /** The future that the client is to wait for instead, null: its own. The tunnel stands when it completes. */
    @Nullable
    Object tunnelled(Object exchange, CompletableFuture<?> future) throws Throwable {
        RoutedRequest request = routed(exchange);
        return request == null
                ? null
                : future.whenComplete((stands, failure) -> {
                    if (failure == null) {
                        request.send().attempt().reached(Phase.TLS);
                    }
                });
    }

    private static Duration handshakeTime(RoutedRequest request) {
        Duration configured = request.send().network().timeouts().connect();
        return configured == null ? LONGEST_HANDSHAKE : configured;
    }

    /** A proxy that speaks SOCKS has let it through by then; one that speaks HTTP is to be asked for a tunnel. */
    private static Phase afterConnect(Attempt attempt, boolean socks) {
        boolean secure = attempt.target().origin().isSecure();
        if (attempt.proxy() != null && secure && !socks) {
            return Phase.PROXY;
        }
        return secure ? Phase.TLS : Phase.WRITE;
    }

    /** The context for this host; null: the client's own. */
    @Nullable
    Object contextFor(SSLContext context, String host, int port) {
        return calls.contextFor(Origin.of("https", host.toLowerCase(Locale.ROOT), port), context);
    }

    /**
     * What makes a {@link PasswordFilter} of the client's own filter; null: that one will do. The
     * JDK forbids Basic on tunnels by a property that it reads once; the application's own proxies see nothing of this.
     */
    @Nullable
    Object headerFilter(Object connection, Object request) throws Throwable {
        if (internals.isTunnel(connection)) {
            return null;
        }
        ProxyServer server = calls.proxyAt(internals.address(connection));
        if (server == null || !internals.talksToProxy(request)) {
            return null;
        }
        String credentials = BasicCredentials.of(server);
        if (credentials == null) {
            return null;
        }
        internals.setSystemHeader(request, "Proxy-Authorization", credentials);
        return new PasswordFilter(credentials);
    }

    /** What is left of the connect timeout; null: the client's own. */
    @Nullable
    Object connectTimeout(Object exchange, Object request) {
        if (!(request instanceof RoutedRequest)) {
            return null;
        }
        Duration configured =
                ((RoutedRequest) request).send().network().timeouts().connect();
        if (configured == null) {
            return null;
        }
        long now = System.nanoTime();
        Long began = connectsBegan.putIfAbsent(exchange, now);
        long left = configured.toNanos() - (began == null ? 0 : now - began);
        return Optional.of(Duration.ofNanos(Math.max(left, TimeUnit.MILLISECONDS.toNanos(1))));
    }

    private @Nullable RoutedRequest routed(Object exchange) throws Throwable {
        Object request = internals.userRequest(exchange);
        return request instanceof RoutedRequest ? (RoutedRequest) request : null;
    }
}
