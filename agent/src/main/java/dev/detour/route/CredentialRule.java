package dev.detour.route;

import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which credentials may go where. The application's own go along or stay behind as the path says; whatever was sent to a
 * path's origin, ours included, does not follow a redirect to another.
 */
public final class CredentialRule {
    private CredentialRule() {}

    /**
     * What is done to the headers of a request on its way to a path. A header that the path sets is set also where it
     * holds a credential: that one is the path's.
     *
     * @param credentialHeaders lower case
     * @return names in lower case; a name is either set or removed
     */
    public static Edits headers(Path path, Set<String> credentialHeaders) {
        return edits(path, path.headers(), credentialHeaders);
    }

    /** Likewise for the query; its names keep their case. */
    public static Edits query(Path path, Set<String> credentialQuery) {
        return edits(path, path.query(), credentialQuery);
    }

    /**
     * What is done to the headers of a redirected request, before the client sends it.
     *
     * @param target where the redirected request had been sent
     * @param next where the redirect leads
     * @param credentialHeaders lower case
     * @return nothing to do while the origin is the same: the client repeats what it had sent
     */
    public static Edits redirectHeaders(Path path, Origin target, Origin next, Set<String> credentialHeaders) {
        return afterRedirect(path.headers(), target, next, credentialHeaders);
    }

    /** Likewise for the query of the URL that the redirect names: a server may copy ours into it. */
    public static Edits redirectQuery(Path path, Origin target, Origin next, Set<String> credentialQuery) {
        return afterRedirect(path.query(), target, next, credentialQuery);
    }

    /** The URL that a redirect leads to, without what {@link #redirectQuery} names. */
    public static Url redirected(Path path, Origin target, Url next, Set<String> credentialQuery) {
        Edits edits = redirectQuery(path, target, next.origin(), credentialQuery);
        return Url.of(next.origin(), next.path(), Query.edit(next.query(), edits));
    }

    /**
     * Whether what authenticates the application may be sent: a password that its client is asked for, or remembers.
     *
     * @param target where the path sends the request
     * @param asking who is to get the password: the target, or where a redirect leads
     */
    public static boolean mayAuthenticate(Path path, Origin target, Origin asking) {
        return path.credentials() == Path.Credentials.FORWARD && target.equals(asking);
    }

    private static Edits edits(Path path, Edits own, Set<String> credentials) {
        if (path.credentials() == Path.Credentials.FORWARD) {
            return own;
        }
        Set<String> removed = new TreeSet<>(own.remove());
        removed.addAll(credentials);
        removed.removeAll(own.set().keySet());
        return Edits.of(own.set(), removed);
    }

    private static Edits afterRedirect(Edits own, Origin target, Origin next, Set<String> credentials) {
        if (target.equals(next)) {
            return Edits.none();
        }
        Set<String> removed = new TreeSet<>(credentials);
        removed.addAll(own.set().keySet());
        return Edits.of(Map.of(), removed);
    }
}
