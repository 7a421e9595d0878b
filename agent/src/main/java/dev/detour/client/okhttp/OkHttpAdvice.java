package dev.detour.client.okhttp;

import dev.detour.bridge.Bridge;
import java.net.Proxy;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import okhttp3.internal.http.BridgeInterceptor;
import okhttp3.internal.http.CallServerInterceptor;
import okhttp3.internal.http.RetryAndFollowUpInterceptor;
import org.jspecify.annotations.NullUnmarked;

/**
 * What is written into OkHttp: each a few lines that ask the bridge and use its answer; null always means: go on as
 * without us. Types of OkHttp stand in the code, which runs inside OkHttp, and never in a signature, which is read here,
 * where they are unknown.
 */
@NullUnmarked // Byte Buddy fills the parameters
@SuppressWarnings({"UnusedVariable", "ParameterNotNullable"
}) // assigned parameters are Byte Buddy's way to change a value
final class OkHttpAdvice {
    private OkHttpAdvice() {}

    /**
     * {@code RealInterceptorChain.proceed}: every interceptor is reached through it, and three of them matter. The
     * others cost a look at their type.
     */
    static final class Proceed {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static Object enter(
                @Advice.This Object chain,
                @Advice.FieldValue("interceptors") List<?> interceptors,
                @Advice.FieldValue("index") int index,
                @Advice.Argument(value = 0, readOnly = false, typing = Assigner.Typing.DYNAMIC) Object request,
                @Advice.Argument(value = 2, optional = true) Object exchange,
                @Advice.Argument(value = 3, optional = true) Object connection,
                @Advice.Local("asked") Object asked,
                @Advice.Local("limit") Object limit,
                @Advice.Local("ending") Object[] ending,
                @Advice.Local("started") long started) {
            Object next = index < interceptors.size() ? interceptors.get(index) : null;
            if (next instanceof RetryAndFollowUpInterceptor) {
                Object result = Bridge.call(HookNumbers.CALL, chain, request);
                if (result instanceof Boolean) { // left alone, but its end is to be told
                    ending = new Object[] {request, null, null, null};
                    started = System.nanoTime();
                    return null;
                }
                return result;
            }
            if (next instanceof BridgeInterceptor) {
                Object changed = Bridge.call(HookNumbers.HOP, chain, request);
                if (changed instanceof Throwable) {
                    return changed;
                }
                if (changed != null) {
                    asked = request;
                    request = changed;
                }
            } else if (next instanceof CallServerInterceptor) {
                Object[] wire = {request, connection == null ? exchange : connection, null};
                Object changed = Bridge.call(HookNumbers.WIRE, chain, wire);
                if (changed instanceof Throwable) {
                    return changed;
                }
                if (changed != null) {
                    request = changed;
                }
                limit = wire[2];
            }
            return null;
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, backupArguments = false)
        static void exit(
                @Advice.This Object chain,
                @Advice.FieldValue("interceptors") List<?> interceptors,
                @Advice.FieldValue("index") int index,
                @Advice.Local("asked") Object asked,
                @Advice.Local("limit") Object limit,
                @Advice.Local("ending") Object[] ending,
                @Advice.Local("started") long started,
                @Advice.Enter Object result,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned,
                @Advice.Thrown(readOnly = false, typing = Assigner.Typing.DYNAMIC) Throwable thrown) {
            if (limit != null) {
                ((Runnable) limit).run(); // not by the bridge: the agent may have left meanwhile
            }
            if (result instanceof Throwable) {
                thrown = (Throwable) result;
            } else if (result != null) {
                returned = result;
            } else if (asked != null && returned != null) {
                Object shown = Bridge.call(HookNumbers.HOP_DONE, chain, new Object[] {returned, asked});
                if (shown != null) {
                    returned = shown;
                }
            } else if (ending != null) {
                ending[1] = returned;
                ending[2] = thrown;
                ending[3] = started;
                Bridge.call(HookNumbers.ENDED, chain, ending);
            } else if (thrown != null
                    && index < interceptors.size()
                    && interceptors.get(index) instanceof BridgeInterceptor) {
                Bridge.call(HookNumbers.HOP_FAILED, chain, thrown);
            }
        }
    }

    /** {@code OkHttpClient.newCall}: where the application's own thread is. */
    static final class NewCall {
        @Advice.OnMethodExit
        static void exit(@Advice.Return(typing = Assigner.Typing.DYNAMIC) Object call) {
            Bridge.call(HookNumbers.NEW_CALL, call, null);
        }
    }

    /** The constructor of {@code Address}: all that a connection is made with, and the key of the pool. */
    static final class Address {
        @Advice.OnMethodEnter
        static void enter(
                @Advice.Origin Class<?> type,
                @Advice.Argument(0) String host,
                @Advice.Argument(1) int port,
                @Advice.Argument(value = 2, readOnly = false, typing = Assigner.Typing.DYNAMIC) Object dns,
                @Advice.Argument(value = 3, readOnly = false) SocketFactory sockets,
                @Advice.Argument(value = 4, readOnly = false) SSLSocketFactory tls,
                @Advice.Argument(value = 6, readOnly = false, typing = Assigner.Typing.DYNAMIC) Object pinner,
                @Advice.Argument(value = 7, readOnly = false, typing = Assigner.Typing.DYNAMIC) Object authenticator,
                @Advice.Argument(value = 8, readOnly = false) Proxy proxy,
                @Advice.Argument(value = 9, readOnly = false) List<?> protocols) {
            // Every call makes an address: a question that costs no array comes first.
            if (proxy == null && Bridge.call(HookNumbers.CHANGES, type, null) == null) {
                return;
            }
            Object[] parts = {dns, sockets, tls, pinner, authenticator, proxy, protocols};
            if (Bridge.call(HookNumbers.ADDRESS, type, new Object[] {host, port, parts}) != null) {
                dns = parts[0];
                sockets = (SocketFactory) parts[1];
                tls = (SSLSocketFactory) parts[2];
                pinner = parts[3];
                authenticator = parts[4];
                proxy = (Proxy) parts[5];
                protocols = (List<?>) parts[6];
            }
        }
    }

    /** The constructor of {@code RouteSelector.Selection}: where a host may be reached. */
    static final class Selection {
        @Advice.OnMethodExit
        static void exit(@Advice.Origin Class<?> type, @Advice.Argument(0) List<?> routes) {
            Bridge.call(HookNumbers.ROUTES, type, routes);
        }
    }

    /** {@code Http2Connection.Builder.pingIntervalMillis}: said once for each connection. */
    static final class Ping {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, readOnly = false) int millis) {
            Object other = Bridge.call(HookNumbers.PING, millis, null);
            if (other != null) {
                millis = (Integer) other;
            }
        }
    }
}
