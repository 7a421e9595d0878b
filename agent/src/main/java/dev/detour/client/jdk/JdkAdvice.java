package dev.detour.client.jdk;

import dev.detour.bridge.Bridge;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.NullUnmarked;

/**
 * What is written into the JDK's client: each a few lines that ask the bridge and use its answer. Only {@code java.*}
 * types are named, no lambda is used (it would need a member in the JDK's class), and null always means: go on as
 * without us.
 */
@NullUnmarked // Byte Buddy fills the parameters
@SuppressWarnings({"UnusedVariable", "ParameterNotNullable"
}) // assigned parameters are Byte Buddy's way to change a value
final class JdkAdvice {
    private JdkAdvice() {}

    /** {@code HttpClientImpl.send}: the whole call may be ours. */
    static final class Send {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static Object enter(
                @Advice.This Object client,
                @Advice.Argument(0) Object request,
                @Advice.Argument(1) Object handler,
                @Advice.Local("ending") Object[] ending,
                @Advice.Local("started") long started) {
            started = System.nanoTime();
            Object[] call = {request, handler, null, null, null};
            Object result = Bridge.call(HookNumbers.SEND, client, call);
            // One array for both hooks, which every call of the application pays for.
            ending = result == null && call[0] != null ? call : null;
            return result;
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object client,
                @Advice.Local("ending") Object[] ending,
                @Advice.Local("started") long started,
                @Advice.Enter Object result,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned,
                @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
            if (result instanceof Throwable) {
                thrown = (Throwable) result;
            } else if (result != null) {
                returned = result;
            } else if (ending != null) {
                ending[2] = returned;
                ending[3] = thrown;
                ending[4] = started;
                Bridge.call(HookNumbers.SENT, client, ending);
            }
        }
    }

    /** {@code HttpClientImpl.sendAsync} with three arguments, to which the one with two comes as well. */
    static final class SendAsync {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static Object enter(
                @Advice.This Object client,
                @Advice.Argument(0) Object request,
                @Advice.Argument(1) Object handler,
                @Advice.Argument(2) Object pushHandler,
                @Advice.Local("ending") Object[] ending,
                @Advice.Local("started") long started) {
            started = System.nanoTime();
            Object[] call = {request, handler, pushHandler, null, null};
            Object result = Bridge.call(HookNumbers.SEND_ASYNC, client, call);
            ending = result == null && call[0] != null ? call : null;
            return result;
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.This Object client,
                @Advice.Local("ending") Object[] ending,
                @Advice.Local("started") long started,
                @Advice.Enter Object result,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned,
                @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
            if (result instanceof Throwable) {
                thrown = (Throwable) result;
            } else if (result != null) {
                returned = result;
            } else if (ending != null) {
                ending[2] = returned;
                ending[3] = thrown;
                ending[4] = started;
                Bridge.call(HookNumbers.SENT_ASYNC, client, ending);
            }
        }
    }

    /** {@code HttpRequestImpl(HttpRequest, ProxySelector)}: the proxy is chosen in it. */
    static final class Request {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(0) Object request,
                @Advice.Argument(value = 1, readOnly = false) ProxySelector selector) {
            Object chosen = Bridge.call(HookNumbers.REQUEST, request, null);
            if (chosen != null) {
                selector = (ProxySelector) chosen;
            }
        }

        @Advice.OnMethodExit
        static void exit(@Advice.This Object made, @Advice.Argument(0) Object request) {
            Bridge.call(HookNumbers.REQUEST_BORN, made, request);
        }
    }

    /** The constructors of {@code HttpRequestImpl} that copy one, for a redirect or an authentication. */
    static final class RequestCopy {
        @Advice.OnMethodExit
        static void exit(@Advice.This Object made, @Advice.Argument(2) Object original) {
            Bridge.call(HookNumbers.REQUEST_COPIED, made, original);
        }
    }

    /** {@code HttpRequestImpl.getAddress}: where a name becomes an address. */
    static final class RequestAddress {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static Object enter(@Advice.This Object request) {
            return Bridge.call(HookNumbers.REQUEST_ADDRESS, request, null);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object fixed,
                @Advice.Return(readOnly = false) InetSocketAddress returned,
                @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
            if (fixed instanceof Throwable) {
                thrown = (Throwable) fixed;
            } else if (fixed != null) {
                returned = (InetSocketAddress) fixed;
            }
        }
    }

    /** {@code Utils.resolveAddress}: the last step before a connection is made. */
    static final class ResolveAddress {
        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Return(readOnly = false) InetSocketAddress returned,
                @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
            if (thrown == null) {
                Object other = Bridge.call(HookNumbers.RESOLVE_ADDRESS, returned, null);
                if (other instanceof Throwable) {
                    thrown = (Throwable) other;
                } else if (other != null) {
                    returned = (InetSocketAddress) other;
                }
            }
        }
    }

    /** {@code PlainHttpConnection.connectAsync}: below TLS and tunnels. */
    static final class Connect {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) Object exchange, @Advice.FieldValue("chan") Object channel) {
            Bridge.call(HookNumbers.CONNECT, exchange, channel);
        }

        @Advice.OnMethodExit
        static void exit(
                @Advice.This Object connection,
                @Advice.Argument(0) Object exchange,
                @Advice.FieldValue("chan") Object channel,
                @Advice.Return(readOnly = false) CompletableFuture<?> returned) {
            Object other = Bridge.call(HookNumbers.CONNECTED, connection, new Object[] {exchange, channel, returned});
            if (other != null) {
                returned = (CompletableFuture<?>) other;
            }
        }
    }

    /** {@code Exchange.establishExchange}: a request is about to be sent, the first time or once more. */
    static final class Exchange {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static Object enter(@Advice.This Object exchange) {
            return Bridge.call(HookNumbers.EXCHANGE, exchange, null);
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Enter Object refused, @Advice.Return(readOnly = false) CompletableFuture<?> returned) {
            if (refused != null) {
                returned = (CompletableFuture<?>) refused;
            }
        }
    }

    /** {@code PlainTunnelingConnection.connectAsync}: from CONNECT to the proxy's answer. */
    static final class Tunnel {
        @Advice.OnMethodExit
        static void exit(
                @Advice.Argument(0) Object exchange, @Advice.Return(readOnly = false) CompletableFuture<?> returned) {
            Object other = Bridge.call(HookNumbers.TUNNELLED, exchange, returned);
            if (other != null) {
                returned = (CompletableFuture<?>) other;
            }
        }
    }

    /** {@code AbstractAsyncSSLConnection.createEngine}: the one place that knows both the context and the host. */
    static final class CreateEngine {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.Argument(value = 0, readOnly = false) SSLContext context,
                @Advice.Argument(1) String host,
                @Advice.Argument(2) int port) {
            Object other = Bridge.call(HookNumbers.CREATE_ENGINE, context, new Object[] {host, port});
            if (other != null) {
                context = (SSLContext) other;
            }
        }
    }

    /** {@code HttpConnection.headerFilter}: which headers may go to a proxy. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // what the hook makes takes what the client's filter takes
    static final class HeaderFilter {
        @Advice.OnMethodExit
        static void exit(
                @Advice.This Object connection,
                @Advice.Argument(0) Object request,
                @Advice.Return(readOnly = false) BiPredicate<?, ?> returned) {
            Object change = Bridge.call(HookNumbers.HEADER_FILTER, connection, request);
            if (change != null) {
                returned = (BiPredicate<?, ?>) ((UnaryOperator) change).apply(returned);
            }
        }
    }

    /** {@code RedirectFilter.handleResponse}: makes the request that follows a redirect, or none. */
    static final class Redirect {
        @Advice.OnMethodExit
        static void exit(
                @Advice.Argument(0) Object response,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned) {
            if (returned != null) {
                Object other = Bridge.call(HookNumbers.REDIRECT, response, returned);
                if (other instanceof HttpRequest) {
                    returned = other;
                } else if (other != null) {
                    returned = null;
                }
            }
        }
    }

    /** {@code AuthenticationFilter.request}: adds what the client remembers of its authenticator's answers. */
    static final class AuthenticateRequest {
        @Advice.OnMethodExit
        static void exit(@Advice.Argument(0) Object request, @Advice.Argument(1) Object exchange) {
            Bridge.call(HookNumbers.AUTHENTICATION, request, exchange);
        }
    }

    /** {@code AuthenticationFilter.response}: asks the authenticator; left out, the answer is handed to the application. */
    static final class AuthenticateResponse {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static Object enter(@Advice.Argument(0) Object response) {
            return Bridge.call(HookNumbers.AUTHENTICATION, response, null);
        }
    }

    /** {@code MultiExchange.remainingConnectTimeout}: asked once for each connection that a call opens. */
    static final class ConnectTimeout {
        @Advice.OnMethodExit
        static void exit(
                @Advice.This Object exchange,
                @Advice.FieldValue("userRequest") Object request,
                @Advice.Return(readOnly = false) Optional<?> returned) {
            Object other = Bridge.call(HookNumbers.CONNECT_TIMEOUT, exchange, request);
            if (other != null) {
                returned = (Optional<?>) other;
            }
        }
    }

    /** {@code ResponseTimerEvent.handle}: the request's own timeout has run out. */
    static final class ResponseTimer {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static Object enter(@Advice.FieldValue("multiExchange") Object exchange) {
            return Bridge.call(HookNumbers.RESPONSE_TIMER, exchange, null);
        }
    }

    /**
     * {@code TrustedSubscriber.needsExecutor}: a subscriber that is not the JDK's own is asked for its body on another
     * thread, which would cost every routed call a hand-over.
     */
    static final class NeedsExecutor {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) BodySubscriber<?> subscriber) {
            Object applications = Bridge.call(HookNumbers.NEEDS_EXECUTOR, subscriber, null);
            if (applications != null) {
                subscriber = (BodySubscriber<?>) applications;
            }
        }
    }

    /** {@code websocket.BuilderImpl.buildAsync}: a handshake dies when its request is copied later than here. */
    static final class WebSocket {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static Object enter(
                @Advice.This Object builder, @Advice.Argument(0) Object uri, @Advice.Argument(1) Object listener) {
            return Bridge.call(HookNumbers.WEB_SOCKET, builder, new Object[] {uri, listener});
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class)
        static void exit(
                @Advice.Enter Object result,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned,
                @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
            if (result instanceof Throwable) {
                thrown = (Throwable) result;
            } else if (result != null) {
                returned = result;
            }
        }
    }
}
