package dev.detour.client.jdk;

import dev.detour.call.Calls;
import dev.detour.client.Hooks;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Who answers which of {@link JdkAdvice}'s questions. */
final class JdkHooks implements Hooks {
    private final SendHooks sends;
    private final ConnectionHooks connections;
    private final AddressHooks addresses;
    private final SocksRequests socks;
    private final RedirectHook redirect;
    private final AuthenticationHook authentication;
    private final ResponseTimerHook responseTimer;
    private final WebSocketHook webSocket;
    private final BooleanSupplier coverage;
    private volatile boolean covered;

    /**
     * @param coverage whether all that has to be changed in the client is changed: once it is, it stays so
     */
    JdkHooks(Calls calls, BooleanSupplier coverage) throws ReflectiveOperationException {
        this.coverage = coverage;
        Internals internals = new Internals();
        HeaderViews.prepare();
        FailureFacts facts = new FailureFacts(calls);
        OpeningHandshakes openings = new OpeningHandshakes();
        StandIns standIns = new StandIns();
        @SuppressWarnings("ThreadLocalUsage") // one a client, that dies with it
        ThreadLocal<RoutedRequest> connecting = new ThreadLocal<>();
        socks = new SocksRequests(calls, internals);
        sends = new SendHooks(calls, internals, facts);
        connections = new ConnectionHooks(calls, internals, facts, openings, standIns, socks, connecting);
        addresses = new AddressHooks(calls, internals, standIns, socks, connecting);
        redirect = new RedirectHook(calls, internals, connections, openings);
        authentication = new AuthenticationHook(internals, openings);
        responseTimer = new ResponseTimerHook(internals);
        webSocket = new WebSocketHook(calls, openings);
    }

    @Override
    public @Nullable Object call(int number, Object subject, Object more) throws Throwable {
        switch (number) {
            case HookNumbers.SENT: // what became of a call may be told of any
                sends.sent((Object[]) more);
                return null;
            case HookNumbers.SENT_ASYNC:
                sends.sentAsync((Object[]) more);
                return null;
            default:
                return isCovered() ? covered(number, subject, more) : null;
        }
    }

    private boolean isCovered() {
        if (!covered) {
            covered = coverage.getAsBoolean();
        }
        return covered;
    }

    private @Nullable Object covered(int number, Object subject, Object more) throws Throwable {
        switch (number) {
            case HookNumbers.SEND:
                return sends.send(subject, (Object[]) more);
            case HookNumbers.SEND_ASYNC:
                return sends.sendAsync(subject, (Object[]) more);
            case HookNumbers.REQUEST:
                return connections.proxyFor(subject);
            case HookNumbers.REQUEST_BORN:
                connections.requestBorn(subject, more);
                return null;
            case HookNumbers.REQUEST_COPIED:
                socks.addCopy(subject, more);
                return null;
            case HookNumbers.REQUEST_ADDRESS:
                return addresses.addressOf((HttpRequest) subject);
            case HookNumbers.EXCHANGE:
                return connections.sending(subject);
            case HookNumbers.HEADER_FILTER:
                return connections.headerFilter(subject, more);
            case HookNumbers.REDIRECT:
                return redirect.next(subject, (HttpRequest) more);
            case HookNumbers.AUTHENTICATION:
                return authentication.withholds(subject, more);
            case HookNumbers.NEEDS_EXECUTOR:
                return applicationOf(subject);
            default:
                return seldom(number, subject, more);
        }
    }

    /** Of a subscriber of ours, the application's own; null: it is that. */
    private static @Nullable Object applicationOf(Object subscriber) {
        if (subscriber instanceof WatchingSubscriber) {
            return ((WatchingSubscriber<?>) subscriber).application();
        }
        return subscriber instanceof LimitedSubscriber ? ((LimitedSubscriber<?>) subscriber).application() : null;
    }

    /** Once a connection, or where something runs out. */
    private @Nullable Object seldom(int number, Object subject, Object more) throws Throwable {
        switch (number) {
            case HookNumbers.RESOLVE_ADDRESS:
                return addresses.connectTo((InetSocketAddress) subject);
            case HookNumbers.CONNECT:
                connections.connecting(subject, (SocketChannel) more);
                return null;
            case HookNumbers.CONNECTED:
                Object[] made = (Object[]) more;
                return connections.connected(subject, made[0], (SocketChannel) made[1], (CompletableFuture<?>) made[2]);
            case HookNumbers.TUNNELLED:
                return connections.tunnelled(subject, (CompletableFuture<?>) more);
            case HookNumbers.CREATE_ENGINE:
                Object[] peer = (Object[]) more;
                return connections.contextFor((SSLContext) subject, (String) peer[0], (Integer) peer[1]);
            case HookNumbers.CONNECT_TIMEOUT:
                return connections.connectTimeout(subject, more);
            case HookNumbers.RESPONSE_TIMER:
                return responseTimer.passesOver(subject);
            case HookNumbers.WEB_SOCKET:
                Object[] socket = (Object[]) more;
                return webSocket.build(subject, socket[0], socket[1]);
            default:
                return null;
        }
    }

    @Override
    public @Nullable Object afterFault(int number, Object subject, Object more) throws Throwable {
        switch (number) {
            case HookNumbers.REQUEST_ADDRESS:
                return addresses.noAddress(subject);
            case HookNumbers.RESOLVE_ADDRESS:
                return addresses.connectToNone((InetSocketAddress) subject);
            case HookNumbers.CONNECTED:
                return connections.notConnected(subject, (SocketChannel) ((Object[]) more)[1]);
            case HookNumbers.EXCHANGE:
                return connections.notSending(subject);
            case HookNumbers.REDIRECT:
                return redirect.afterFault(subject);
            case HookNumbers.AUTHENTICATION:
                return authentication.afterFault(subject, more);
            default:
                return null;
        }
    }
}
