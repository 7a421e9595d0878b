package dev.detour.client.jdk;

import dev.detour.call.Calls;
import dev.detour.call.Rules;
import dev.detour.call.Send;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import dev.detour.route.CredentialRule;
import dev.detour.route.Edits;
import dev.detour.route.Path;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes the credentials out of what follows a redirect to another origin, for routed calls. The JDK sends all of them on
 * (Java 11, 17), or all but {@code Authorization} (25). The handshake of a routed WebSocket follows no such redirect: a
 * copy of its request would be none.
 */
final class RedirectHook {
    /** In place of a request: none follows, and the application gets the answer that redirects. */
    private static final Object END = "end";

    private final Calls calls;
    private final Internals internals;
    private final ConnectionHooks connections;
    private final OpeningHandshakes openings;

    RedirectHook(Calls calls, Internals internals, ConnectionHooks connections, OpeningHandshakes openings) {
        this.calls = calls;
        this.internals = internals;
        this.connections = connections;
        this.openings = openings;
    }

    /** The request to follow a response with instead of the next one; null where that is well. */
    @Nullable
    Object next(Object response, HttpRequest next) throws Throwable {
        Object given = internals.userRequestOfResponse(response);
        Send send = openings.sendOf(given);
        if (send == null) {
            return null;
        }
        send.attempt().redirected();
        Origin from = Url.parse(internals.requestOf(response).uri().toString()).origin();
        Url to = Url.parse(next.uri().toString());
        if (from.equals(to.origin())) {
            return null;
        }
        if (!(given instanceof RoutedRequest)) {
            return END;
        }
        Rules rules = calls.rules();
        Path path = send.path().path();
        Edits edits = CredentialRule.redirectHeaders(path, from, to.origin(), rules.credentialHeaders());
        Set<String> secret = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        secret.addAll(edits.remove());
        Url clean = CredentialRule.redirected(path, from, to, rules.credentialQuery());
        URI uri = clean.equals(to) ? next.uri() : URI.create(clean.toString());
        return connections.follow(new FilteredRequest(next, uri, name -> !secret.contains(name)), next, send);
    }
    /** The client's own request may hold every credential. */
    @Nullable
    Object afterFault(Object response) throws Throwable {
        return openings.sendOf(internals.userRequestOfResponse(response)) != null ? END : null;
    }
}
