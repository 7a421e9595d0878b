package dev.detour.client.jdk;

import dev.detour.call.Calls;
import dev.detour.client.Change;
import dev.detour.client.Client;
import dev.detour.client.Hook;
import dev.detour.weave.Methods;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** java.net.http, on Java 11 to 26. */
public final class JdkClient implements Client {
    private static final String PACKAGE = "jdk/internal/net/http/";
    private static final String REQUEST = PACKAGE + "HttpRequestImpl";

    private final Calls calls;

    public JdkClient(Calls calls) {
        this.calls = calls;
    }

    @Override
    public List<Change> changes() {
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
                        JdkAdvice.Tunnel.class),
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
                        JdkAdvice.ConnectTimeout.class),
                new Change(
                        PACKAGE + "ResponseTimerEvent",
                        Methods.named("handle").taking(0),
                        JdkAdvice.ResponseTimer.class),
                new Change(
                        PACKAGE + "websocket/BuilderImpl",
                        Methods.named("buildAsync").taking(2),
                        JdkAdvice.WebSocket.class));
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
        hooks.put(JdkHooks.REQUEST_ADDRESS, connections::addressOf);
        hooks.put(JdkHooks.RESOLVE_ADDRESS, connections::connectTo);
        hooks.put(JdkHooks.CONNECT, connections::connecting);
        hooks.put(JdkHooks.CONNECTED, connections::connected);
        hooks.put(JdkHooks.EXCHANGE, connections::sending);
        hooks.put(JdkHooks.TUNNELLED, connections::tunnelled);
        hooks.put(JdkHooks.CREATE_ENGINE, connections::contextFor);
        hooks.put(JdkHooks.HEADER_FILTER, connections::headerFilter);
        hooks.put(JdkHooks.CONNECT_TIMEOUT, connections::connectTimeout);
        hooks.put(JdkHooks.REDIRECT, new RedirectHook(calls, internals, connections));
        hooks.put(JdkHooks.AUTHENTICATION, new AuthenticationHook(internals, openings));
        hooks.put(JdkHooks.RESPONSE_TIMER, new ResponseTimerHook(internals));
        hooks.put(JdkHooks.WEB_SOCKET, new WebSocketHook(calls, openings));
        return hooks;
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
