package dev.detour.client.jdk;

import dev.detour.call.Calls;
import dev.detour.client.Change;
import dev.detour.client.Client;
import dev.detour.client.Coverage;
import dev.detour.client.Hook;
import dev.detour.client.Loaders;
import dev.detour.weave.Methods;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** java.net.http, on Java 11 to 26. */
public final class JdkClient implements Client {
    private static final String PACKAGE = "jdk/internal/net/http/";
    private static final String REQUEST = PACKAGE + "HttpRequestImpl";

    private final Calls calls;
    private final Coverage coverage;
    private final List<Change> changes = allChanges();
    private final Set<String> needed = new HashSet<>();
    private volatile boolean covered;

    public JdkClient(Calls calls, Coverage coverage) {
        this.calls = calls;
        this.coverage = coverage;
        for (Change change : changes) {
            if (change.isNeeded()) {
                needed.add(change.type());
            }
        }
    }

    @Override
    public List<Change> changes() {
        return changes;
    }

    private static List<Change> allChanges() {
        return List.of(
                new Change(PACKAGE + "HttpClientImpl", Methods.named("send").taking(2), JdkAdvice.Send.class),
                new Change(
                        PACKAGE + "HttpClientImpl", Methods.named("sendAsync").taking(3), JdkAdvice.SendAsync.class),
                new Change(
                        REQUEST,
                        Methods.constructors().taking(2).taking(0, "java/net/http/HttpRequest"),
                        JdkAdvice.Request.class),
                new Change(REQUEST, Methods.constructors().taking(2, REQUEST), JdkAdvice.RequestCopy.class),
                new Change(REQUEST, Methods.named("getAddress").taking(0), JdkAdvice.RequestAddress.class),
                new Change(
                        PACKAGE + "common/Utils",
                        Methods.named("resolveAddress").taking(1),
                        JdkAdvice.ResolveAddress.class),
                new Change(
                        PACKAGE + "PlainHttpConnection",
                        Methods.named("connectAsync").taking(1),
                        JdkAdvice.Connect.class),
                new Change(
                                PACKAGE + "PlainTunnelingConnection",
                                Methods.named("connectAsync").taking(1),
                                JdkAdvice.Tunnel.class)
                        .orWithout(),
                new Change(
                        PACKAGE + "Exchange", Methods.named("establishExchange").taking(1), JdkAdvice.Exchange.class),
                new Change(
                        PACKAGE + "AbstractAsyncSSLConnection",
                        Methods.named("createEngine").taking(4),
                        JdkAdvice.CreateEngine.class),
                new Change(
                        PACKAGE + "HttpConnection",
                        Methods.named("headerFilter").taking(1),
                        JdkAdvice.HeaderFilter.class),
                new Change(
                        PACKAGE + "RedirectFilter",
                        Methods.named("handleResponse").taking(1),
                        JdkAdvice.Redirect.class),
                new Change(
                        PACKAGE + "AuthenticationFilter",
                        Methods.named("request").taking(2),
                        JdkAdvice.AuthenticateRequest.class),
                new Change(
                        PACKAGE + "AuthenticationFilter",
                        Methods.named("response").taking(1),
                        JdkAdvice.AuthenticateResponse.class),
                new Change(
                                PACKAGE + "MultiExchange",
                                Methods.named("remainingConnectTimeout").taking(0),
                                JdkAdvice.ConnectTimeout.class)
                        .orWithout(),
                new Change(
                                PACKAGE + "ResponseTimerEvent",
                                Methods.named("handle").taking(0),
                                JdkAdvice.ResponseTimer.class)
                        .orWithout(),
                new Change(
                                PACKAGE + "websocket/BuilderImpl",
                                Methods.named("buildAsync").taking(2),
                                JdkAdvice.WebSocket.class)
                        .orWithout());
    }

    @Override
    public Map<Integer, Hook> hooks() throws ReflectiveOperationException {
        Internals internals = new Internals();
        FailureFacts facts = new FailureFacts(calls);
        SendHooks sends = new SendHooks(calls, internals, facts);
        OpeningHandshakes openings = new OpeningHandshakes();
        ConnectionHooks connections = new ConnectionHooks(calls, internals, facts, openings);
        Map<Integer, Hook> hooks = new HashMap<>();
        hooks.put(JdkHooks.SEND, sends::send);
        hooks.put(JdkHooks.SENT, sends::sent);
        hooks.put(JdkHooks.SEND_ASYNC, sends::sendAsync);
        hooks.put(JdkHooks.SENT_ASYNC, sends::sentAsync);
        hooks.put(JdkHooks.REQUEST, connections::proxyFor);
        hooks.put(JdkHooks.REQUEST_BORN, connections::requestBorn);
        hooks.put(JdkHooks.REQUEST_COPIED, connections::requestCopied);
        hooks.put(JdkHooks.REQUEST_ADDRESS, Hook.of(connections::addressOf, connections::noAddress));
        hooks.put(JdkHooks.RESOLVE_ADDRESS, Hook.of(connections::connectTo, connections::connectToNone));
        hooks.put(JdkHooks.CONNECT, connections::connecting);
        hooks.put(JdkHooks.CONNECTED, Hook.of(connections::connected, connections::notConnected));
        hooks.put(JdkHooks.EXCHANGE, Hook.of(connections::sending, connections::notSending));
        hooks.put(JdkHooks.TUNNELLED, connections::tunnelled);
        hooks.put(JdkHooks.CREATE_ENGINE, connections::contextFor);
        hooks.put(JdkHooks.HEADER_FILTER, connections::headerFilter);
        hooks.put(JdkHooks.CONNECT_TIMEOUT, connections::connectTimeout);
        hooks.put(JdkHooks.REDIRECT, new RedirectHook(calls, internals, connections, openings));
        hooks.put(JdkHooks.AUTHENTICATION, new AuthenticationHook(internals, openings));
        hooks.put(JdkHooks.RESPONSE_TIMER, new ResponseTimerHook(internals));
        hooks.put(JdkHooks.WEB_SOCKET, new WebSocketHook(calls, openings));
        loadNeeded();
        hooks.replaceAll((number, hook) -> isOnlyTold(number) ? hook : whereCovered(hook));
        return hooks;
    }

    /** What became of a call may be told of any. */
    private static boolean isOnlyTold(int number) {
        return number == JdkHooks.SENT || number == JdkHooks.SENT_ASYNC;
    }

    private Hook whereCovered(Hook hook) {
        return Hook.of(arguments -> isCovered() ? hook.call(arguments) : null, hook::afterFault);
    }

    /** All that was changed stays so: one that is covered is covered for good. */
    private boolean isCovered() {
        if (!covered) {
            covered = coverage.has(Loaders.of(HttpClient.class), needed);
        }
        return covered;
    }

    /** Before the first call goes its way it is known whether all of them could be changed. */
    private void loadNeeded() {
        for (String type : needed) {
            try {
                Class<?> unused = Class.forName(type.replace('/', '.'), false, Loaders.of(HttpClient.class));
            } catch (ClassNotFoundException | LinkageError notOfThisRelease) {
                // Nor is it changed: this client is not routed.
            }
        }
    }

    @Override
    public int firstHook() {
        return JdkHooks.FIRST;
    }

    @Override
    public int lastHook() {
        return JdkHooks.LAST;
    }

    @Override
    public void close() {}
}
