package dev.detour.call;

import dev.detour.route.CredentialRule;
import dev.detour.route.Edits;
import dev.detour.route.Path;
import java.util.Set;

/** What a path does to every call: worked out once, when the configuration is read. */
final class PathEdits {
    private final Edits headers;
    private final Edits query;

    PathEdits(Path path, Set<String> credentialHeaders, Set<String> credentialQuery) {
        this.headers = CredentialRule.headers(path, credentialHeaders);
        this.query = CredentialRule.query(path, credentialQuery);
    }

    Edits headers() {
        return headers;
    }

    Edits query() {
        return query;
    }
}
