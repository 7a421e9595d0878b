package dev.detour.client.jdk;

import dev.detour.call.Send;
import dev.detour.client.Hook;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import dev.detour.route.CredentialRule;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the passwords of the application's {@code Authenticator} to where the credentials of a routed call may go. The
 * client's own filter asks for them after our edits of the request, and remembers them from call to call.
 */
final class AuthenticationHook implements Hook {
    /** Anything but null: the client's filter does nothing about the response. */
    private static final Object WITHHELD = "withheld";

    private static final int UNAUTHORIZED = 401;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private final Internals internals;
    private final OpeningHandshakes openings;

    AuthenticationHook(Internals internals, OpeningHandshakes openings) {
        this.internals = internals;
        this.openings = openings;
    }

    /**
     * {@code (call, request)} or {@code (call, response)}: takes out of a request what must not be sent; something where
     * nobody is to be asked because of a response, which is handed to the application then.
     */
    @Override
    public @Nullable Object call(Object[] arguments) throws Throwable {
        Send send = sendOf(arguments);
        if (send == null) {
            return null;
        }
        Object multi = arguments[0];
        if (arguments[1] instanceof HttpRequest) {
            HttpRequest request = (HttpRequest) arguments[1];
            if (internals.holdsServerCredentials(multi) && !mayReachServer(send, request)) {
                withholdFromServer(multi, request);
            }
            if (internals.holdsProxyCredentials(multi) && !mayReachProxy(send)) {
                withholdFromProxy(multi, request);
            }
            return null;
        }
        switch (internals.statusOf(arguments[1])) {
            case UNAUTHORIZED:
                return mayReachServer(send, internals.requestOf(arguments[1])) ? null : WITHHELD;
            case PROXY_AUTHENTICATION_REQUIRED:
                return mayReachProxy(send) ? null : WITHHELD;
            default:
                return null;
        }
    }

    /** What cannot be judged is not sent, and nobody is asked for it. */
    @Override
    public @Nullable Object afterFault(Object[] arguments) throws Throwable {
        if (sendOf(arguments) == null) {
            return null;
        }
        if (arguments[1] instanceof HttpRequest) {
            withholdFromServer(arguments[0], arguments[1]);
            withholdFromProxy(arguments[0], arguments[1]);
        }
        return WITHHELD;
    }

    private @Nullable Send sendOf(Object[] arguments) throws Throwable {
        return openings.sendOf(internals.userRequestOfCall(arguments[0]));
    }

    private static boolean mayReachServer(Send send, HttpRequest request) {
        Origin asking = Url.parse(request.uri().toString()).origin();
        return CredentialRule.mayAuthenticate(send.path().path(), send.target().origin(), asking);
    }

    /** A proxy of ours has a password of ours, or none. */
    private static boolean mayReachProxy(Send send) {
        return send.network().proxy().isApplication();
    }

    /** The client also forgets them for this call: it would remember them for where a redirect has led. */
    private void withholdFromServer(Object multi, Object request) throws Throwable {
        internals.dropServerCredentials(multi);
        internals.removeSystemHeader(request, "Authorization");
    }

    private void withholdFromProxy(Object multi, Object request) throws Throwable {
        internals.dropProxyCredentials(multi);
        internals.removeSystemHeader(request, "Proxy-Authorization");
    }
}
