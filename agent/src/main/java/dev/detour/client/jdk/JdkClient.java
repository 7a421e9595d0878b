package dev.detour.client.jdk;

import dev.detour.call.Calls;
import dev.detour.client.Change;
import dev.detour.client.Client;
import dev.detour.client.Coverage;
import dev.detour.client.Hooks;
import dev.detour.client.Loaders;
import dev.detour.weave.Methods;
import java.net.http.HttpClient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** java.net.http, on Java 11 to 27. */
public final class JdkClient implements Client {
    private static final String PACKAGE = "jdk/internal/net/http/";
    private static final String REQUEST = PACKAGE + "HttpRequestImpl";

    private final Calls calls;
    private final Coverage coverage;
    private final List<Change> changes = allChanges();
    private final Set<String> needed = new HashSet<>();

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
                                PACKAGE + "ResponseSubscribers$TrustedSubscriber",
                                Methods.named("needsExecutor").taking(1),
                                JdkAdvice.NeedsExecutor.class)
                        .orWithout(),
                new Change(
                                PACKAGE + "websocket/BuilderImpl",
                                Methods.named("buildAsync").taking(2),
                                JdkAdvice.WebSocket.class)
                        .orWithout());
    }

    @Override
    public Hooks hooks() throws ReflectiveOperationException {
        loadNeeded();
        try {
            return new JdkHooks(calls, this::isCovered);
        } catch (ExceptionInInitializerError otherRelease) {
            throw new ReflectiveOperationException(otherRelease.getCause());
        }
    }

    private boolean isCovered() {
        return coverage.has(Loaders.of(HttpClient.class), needed);
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
        return HookNumbers.FIRST;
    }

    @Override
    public int lastHook() {
        return HookNumbers.LAST;
    }

    @Override
    public void close() {}
}
