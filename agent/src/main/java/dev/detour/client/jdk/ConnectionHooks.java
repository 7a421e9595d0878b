package dev.detour.client.jdk;

import dev.detour.call.Calls;
import dev.detour.call.Send;
import dev.detour.client.NotSent;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.NameLookup;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Phase;
import dev.detour.exchange.Ticker;
import dev.detour.exchange.Url;
import dev.detour.exchange.WeakIdentityMap;
import dev.detour.network.Answers;
import dev.detour.network.BasicCredentials;
import dev.detour.network.KeepAlive;
import dev.detour.network.NetworkSettings;
import dev.detour.network.ProxyChoice;
import dev.detour.network.ProxyServer;
import dev.detour.network.Socks5Handshake;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** How the client's connections are made: proxy, address, time-out, keep-alive, trust. */
final class ConnectionHooks {
    /** A SOCKS handshake without a connect timeout still ends: what browsers give a proxy. */
    private static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(30);

    private final Calls calls;
    private final Internals internals;
    private final FailureFacts facts;
    private final OpeningHandshakes openings;
    private final StandIns standIns = new StandIns();
    /** The attempt for which this thread is beginning to connect. */
    @SuppressWarnings("ThreadLocalUsage") // one a client, that dies with it
    private final ThreadLocal<RoutedRequest> connecting = new ThreadLocal<>();

    /** Requests whose connection may go through a SOCKS proxy, with the choice that says so. */
    private final WeakIdentityMap<Object, ProxyChoice> socksRequests = new WeakIdentityMap<>();
    /** Connections whose handshake has begun: a connect that the client repeats must not begin a second one. */
    private final WeakIdentityMap<Object, Boolean> handshakes = new WeakIdentityMap<>();
    /** When an attempt began to connect, in nanoseconds: the client may connect twice within one time limit. */
    private final WeakIdentityMap<Object, Long> connectsBegan = new WeakIdentityMap<>();

    ConnectionHooks(Calls calls, Internals internals, FailureFacts facts, OpeningHandshakes openings) {
        this.calls = calls;
        this.internals = internals;
        this.facts = facts;
        this.openings = openings;
    }

    /**
     * {@code (exchange)}: a request is about to be sent, on a pooled connection unless one is made for it. A future that
     * has failed where it would go past its proxy; null: it may go.
     */
    @Nullable
    Object sending(Object[] arguments) throws Throwable {
        RoutedRequest request = routed(arguments[0]);
        HttpRequest its = (HttpRequest) internals.requestOfExchange(arguments[0]);
        if (request == null) {
            noteWebSocket(its);
            return null;
        }
        boolean sent = request.trail().exchange() != null && facts.wasSent(request);
        boolean again = request.trail().began(arguments[0], its);
        Attempt attempt = request.send().attempt();
        if (again && sent) {
            attempt.sentAgainUnasked();
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
            socksRequests.putIfAbsent(request, choice);
            return true;
        }
        InetSocketAddress proxy = internals.proxy(request);
        return proxy != null
                && proxy.getPort() == server.port()
                && proxy.getHostString().equalsIgnoreCase(server.host());
    }

    /** After a fault: {@code (exchange)}. */
    @Nullable
    Object notSending(Object[] arguments) throws Throwable {
        RoutedRequest request = routed(arguments[0]);
        boolean proxied =
                request != null && !request.send().network().proxy().servers().isEmpty();
        return proxied ? refused() : null;
    }

    private static CompletableFuture<?> refused() {
        return CompletableFuture.failedFuture(NotSent.because(NotSent.PAST_PROXY));
    }

    /** {@code (request)}: the selector that the request is to ask; null: its client's own. */
    @Nullable
    Object proxyFor(Object[] arguments) {
        if (!(arguments[0] instanceof RoutedRequest)) {
            return null;
        }
        ProxyChoice choice = ((RoutedRequest) arguments[0]).send().network().proxy();
        return choice.isApplication() ? null : new ChosenProxy(choice);
    }

    /** {@code (made, request)}: remembers handshakes, and what goes through SOCKS. */
    @Nullable
    Object requestBorn(Object[] arguments) throws Throwable {
        if (arguments[1] instanceof RoutedRequest) {
            remember(arguments[0], ((RoutedRequest) arguments[1]).send());
        } else if (internals.isWebSocket(arguments[0])) {
            openings.born(arguments[1]);
            noteWebSocket((HttpRequest) arguments[0]);
        }
        return null;
    }

    /** The handshake of a WebSocket is another's request: where it leads says what it goes through. */
    private void noteWebSocket(HttpRequest made) throws Throwable {
        if (calls.rules().proxies().anySocks() && internals.isWebSocket(made)) {
            NetworkSettings network = calls.rules().networkTo(originOf(made));
            if (network != null && network.proxy().servers().stream().anyMatch(ProxyServer::isSocks)) {
                socksRequests.put(made, network.proxy());
            }
        }
    }

    private static Origin originOf(HttpRequest request) {
        return Url.parse(request.uri().toString()).origin();
    }

    private void remember(Object made, Send send) {
        if (StandIns.isForSocks(send)) {
            socksRequests.put(made, send.network().proxy());
        }
    }

    /** {@code (made, original)}: so does its copy. */
    @Nullable
    Object requestCopied(Object[] arguments) {
        ProxyChoice choice = socksRequests.get(arguments[1]);
        if (choice != null) {
            socksRequests.put(arguments[0], choice);
        }
        return null;
    }

    /** The request that follows a redirect, made afresh, with the proxy that is right for where it leads. */
    HttpRequest follow(FilteredRequest filtered, Object next, Send send) throws Throwable {
        ProxyChoice choice = send.network().proxy();
        ProxySelector selector = choice.isApplication() ? internals.sameProxy(next) : new ChosenProxy(choice);
        HttpRequest made = internals.newRequest(filtered, selector);
        remember(made, send);
        return made;
    }

    /** {@code (request)}: the address to connect to; null: the one that the name resolves to. */
    @Nullable
    Object addressOf(Object[] arguments) throws Throwable {
        HttpRequest request = (HttpRequest) arguments[0];
        if (request.uri() == null || internals.isConnect(request)) {
            return null;
        }
        ProxyChoice choice = socksRequests.get(request);
        if (choice != null) {
            Url url = Url.parse(request.uri().toString());
            ProxyServer server = choice.proxyFor(url.origin());
            if (server != null && server.isSocks()) {
                return standIns.behind(server, url.origin().host(), url.origin().port());
            }
        }
        return calls.rules().changesConnections() && !internals.hasProxy(request) ? ownAddress(request) : null;
    }

    /** After a fault: {@code (request)}. */
    @Nullable
    Object noAddress(Object[] arguments) {
        return socksRequests.get(arguments[0]) == null ? null : NotSent.because(NotSent.PAST_PROXY);
    }

    /** A host whose connections a route makes in its own way has connections of its own. */
    private @Nullable InetSocketAddress ownAddress(HttpRequest request) throws Throwable {
        Origin origin = originOf(request);
        NetworkSettings network = calls.rules().networkTo(origin);
        return network == null || !network.changesConnections() ? null : standIns.direct(origin.host(), origin.port());
    }

    /** {@code (address)}: what to connect to in its place; null: the address itself. */
    @Nullable
    Object connectTo(Object[] arguments) throws Throwable {
        InetSocketAddress address = (InetSocketAddress) arguments[0];
        RoutedRequest request = connecting.get();
        InetSocketAddress other = instead(address, request);
        if (request != null) {
            noteAddress(request.send().attempt(), other == null ? address : other);
        }
        return other;
    }

    /** After a fault: {@code (address)}. A stand-in leads nowhere. */
    @Nullable
    Object connectToNone(Object[] arguments) {
        InetSocketAddress address = (InetSocketAddress) arguments[0];
        if (standIns.proxyOf(address) != null) {
            return NotSent.because(NotSent.PAST_PROXY);
        }
        String host = standIns.hostOf(address);
        return host == null ? null : new InetSocketAddress(host, address.getPort());
    }

    private @Nullable InetSocketAddress instead(InetSocketAddress address, @Nullable RoutedRequest request)
            throws Throwable {
        ProxyServer server = standIns.proxyOf(address);
        if (server != null) {
            return new InetSocketAddress(server.host(), server.port());
        }
        String host = standIns.hostOf(address);
        return host == null ? null : direct(host, address.getPort(), request);
    }

    private InetSocketAddress direct(String host, int port, @Nullable RoutedRequest request) throws Throwable {
        List<InetAddress> fixed = calls.rules().fixedAddresses(host);
        if (!fixed.isEmpty()) {
            return new InetSocketAddress(
                    InetAddress.getByAddress(host, fixed.get(0).getAddress()), port);
        }
        return request != null && request.send().network().refusesBogons()
                ? accepted(host, port, request.send().attempt())
                : new InetSocketAddress(host, port);
    }

    /** Where no answer is good enough, the client goes on as it does where there is none. */
    private static InetSocketAddress accepted(String host, int port, Attempt attempt) {
        try {
            List<InetAddress> answers = List.of(InetAddress.getAllByName(host));
            List<InetAddress> accepted = Answers.accepted(host, answers);
            if (!accepted.isEmpty()) {
                return new InetSocketAddress(accepted.get(0), port);
            }
            attempt.lookedUp(NameLookup.REFUSED);
            attempt.to(numeric(new InetSocketAddress(answers.get(0), port)));
        } catch (UnknownHostException noAnswer) {
            // Nothing to turn down.
        }
        return InetSocketAddress.createUnresolved(host, port);
    }

    private static void noteAddress(Attempt attempt, InetSocketAddress address) {
        if (address.isUnresolved()) {
            attempt.reached(Phase.DNS);
        } else {
            attempt.to(numeric(address));
        }
    }

    private static String numeric(InetSocketAddress address) {
        String text = address.getAddress().getHostAddress();
        return (text.indexOf(':') >= 0 ? "[" + text + "]" : text) + ":" + address.getPort();
    }

    /** {@code (connection, exchange, channel)}: before a connection is made. */
    @Nullable
    Object connecting(Object[] arguments) throws Throwable {
        RoutedRequest request = routed(arguments[1]);
        if (request != null) {
            Attempt attempt = request.send().attempt();
            attempt.on(false);
            attempt.reached(Phase.CONNECT);
            InetSocketAddress proxy = internals.proxyOf(arguments[1]);
            if (proxy != null && attempt.proxy() == null) {
                attempt.through(proxy.getHostString() + ":" + proxy.getPort());
            }
            connecting.set(request);
        }
        Duration idle = keepAlive(request);
        if (idle != null) {
            KeepAlive.after(idle).applyTo((SocketChannel) arguments[2]);
        }
        return null;
    }

    private static @Nullable Duration keepAlive(@Nullable RoutedRequest request) {
        return request == null ? null : request.send().network().keepAlive();
    }

    /** {@code (connection, exchange, channel, future)}: the future that the client is to wait for instead. */
    @Nullable
    Object connected(Object[] arguments) throws Throwable {
        connecting.remove();
        CompletableFuture<?> future = (CompletableFuture<?>) arguments[3];
        RoutedRequest request = routed(arguments[1]);
        InetSocketAddress address = internals.address(arguments[0]);
        ProxyServer server = standIns.proxyOf(address);
        boolean socks = server != null && handshakes.putIfAbsent(arguments[0], true) == null;
        CompletableFuture<?> stands = socks
                ? handshake(future, (SocketChannel) arguments[2], Objects.requireNonNull(server), address, request)
                : future;
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

    /** After a fault: {@code (connection, exchange, channel, future)}. What is sent would be read by the SOCKS proxy itself. */
    @Nullable
    Object notConnected(Object[] arguments) throws Throwable {
        connecting.remove();
        if (standIns.proxyOf(internals.address(arguments[0])) == null) {
            return null;
        }
        ((SocketChannel) arguments[2]).close();
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
                connected.defaultExecutor(),
                Ticker.SYSTEM,
                System.nanoTime() + left.toNanos()));
    }

    /** {@code (exchange, future)}: the future that the client is to wait for instead; the tunnel stands when it completes. */
    @Nullable
    Object tunnelled(Object[] arguments) throws Throwable {
        RoutedRequest request = routed(arguments[0]);
        return request == null
                ? null
                : ((CompletableFuture<?>) arguments[1]).whenComplete((stands, failure) -> {
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

    /** {@code (context, host, port)}: the context for this host; null: the client's own. */
    @Nullable
    Object contextFor(Object[] arguments) {
        Origin origin = Origin.of("https", ((String) arguments[1]).toLowerCase(Locale.ROOT), (Integer) arguments[2]);
        return calls.contextFor(origin, (SSLContext) arguments[0]);
    }

    /**
     * {@code (connection, request, filter)}: a filter that lets our password through to our proxy. The JDK forbids
     * Basic on tunnels by a property that it reads once; the application's own proxies see nothing of this.
     */
    @Nullable
    Object headerFilter(Object[] arguments) throws Throwable {
        if (internals.isTunnel(arguments[0])) {
            return null;
        }
        ProxyServer server = calls.proxyAt(internals.address(arguments[0]));
        if (server == null || !internals.talksToProxy(arguments[1])) {
            return null;
        }
        String credentials = BasicCredentials.of(server);
        if (credentials == null) {
            return null;
        }
        internals.setSystemHeader(arguments[1], "Proxy-Authorization", credentials);
        @SuppressWarnings("unchecked") // as the JDK declares it
        BiPredicate<String, String> filter = (BiPredicate<String, String>) arguments[2];
        return (BiPredicate<String, String>) (name, value) ->
                name.equalsIgnoreCase("Proxy-Authorization") ? value.equals(credentials) : filter.test(name, value);
    }

    /** {@code (exchange, request)}: what is left of the connect timeout; null: the client's own. */
    @Nullable
    Object connectTimeout(Object[] arguments) {
        if (!(arguments[1] instanceof RoutedRequest)) {
            return null;
        }
        Duration configured =
                ((RoutedRequest) arguments[1]).send().network().timeouts().connect();
        if (configured == null) {
            return null;
        }
        long now = System.nanoTime();
        Long began = connectsBegan.putIfAbsent(arguments[0], now);
        long left = configured.toNanos() - (began == null ? 0 : now - began);
        return Optional.of(Duration.ofNanos(Math.max(left, TimeUnit.MILLISECONDS.toNanos(1))));
    }

    private @Nullable RoutedRequest routed(Object exchange) throws Throwable {
        Object request = internals.userRequest(exchange);
        return request instanceof RoutedRequest ? (RoutedRequest) request : null;
    }
}
