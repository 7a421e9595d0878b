package dev.detour.client.jdk;

import dev.detour.call.Send;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import dev.detour.route.CredentialRule;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the passwords of the application's {@code Authenticator} to where the credentials of a routed call may go. The
 * client's own filter asks for them after our edits of the request, and remembers them from call to call.
 */
final class AuthenticationHook {
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
     * Takes out of a request what must not be sent; something where nobody is to be asked because of a response, which is
     * handed to the application then.
     *
     * @param message the request, or the response
     * @param multi the {@code MultiExchange} of a request; of a response it is its own
     */
    @Nullable
    Object withholds(Object message, @Nullable Object multi) throws Throwable {
        if (multi != null) {
            keepTo(multi, (HttpRequest) message);
            return null;
        }
        int status = internals.statusOf(message); // first: it spares nearly all answers the rest
        if (status != UNAUTHORIZED && status != PROXY_AUTHENTICATION_REQUIRED) {
            return null;
        }
        Send send = sendOf(internals.callOfResponse(message));
        if (send == null) {
            return null;
        }
        boolean may = status == UNAUTHORIZED ? mayReachServer(send, internals.requestOf(message)) : mayReachProxy(send);
        return may ? null : WITHHELD;
    }

    private void keepTo(Object multi, HttpRequest request) throws Throwable {
        boolean server = internals.holdsServerCredentials(multi);
        boolean proxy = internals.holdsProxyCredentials(multi);
        Send send = server || proxy ? sendOf(multi) : null;
        if (send == null) {
            return;
        }
        if (server && !mayReachServer(send, request)) {
            withholdFromServer(multi, request);
        }
        if (proxy && !mayReachProxy(send)) {
            withholdFromProxy(multi, request);
        }
    }

    /** What cannot be judged is not sent, and nobody is asked for it. */
    @Nullable
    Object afterFault(Object message, @Nullable Object multi) throws Throwable {
        if (sendOf(multi == null ? internals.callOfResponse(message) : multi) == null) {
            return null;
        }
        if (multi != null) {
            withholdFromServer(multi, message);
            withholdFromProxy(multi, message);
        }
        return WITHHELD;
    }

    private @Nullable Send sendOf(Object multi) throws Throwable {
        return openings.sendOf(internals.userRequestOfCall(multi));
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
