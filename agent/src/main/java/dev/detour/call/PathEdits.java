package dev.detour.call;

import dev.detour.exchange.Url;
import dev.detour.route.CredentialRule;
import dev.detour.route.Edits;
import dev.detour.route.Match;
import dev.detour.route.Path;
import dev.detour.route.Rewrite;
import java.util.Set;

/** What a path does to every call: worked out once, when the configuration is read. */
final class PathEdits {
    private final Edits headers;
    private final Edits query;
    private final Path path;

    PathEdits(Path path, Set<String> credentialHeaders, Set<String> credentialQuery) {
        this.headers = CredentialRule.headers(path, credentialHeaders);
        this.query = CredentialRule.query(path, credentialQuery);
        this.path = path;
    }

    /** What becomes of a URL that fits the match. */
    Rewrite rewrite(Url asked, Match match) {
        return Rewrite.of(asked, match, path, query);
    }

    Edits headers() {
        return headers;
    }
}
