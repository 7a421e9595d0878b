package dev.detour.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CredentialRuleTest {
    private static final Set<String> NAMES = Set.of("authorization", "x-api-key");
    private static final Origin GATEWAY = Origin.of("https", "g.example", 443);
    private static final Edits OWN = Edits.of(Map.of("x-api-key", "ours", "x-team", "t"), Set.of("x-old"));

    private static Path path(Path.Credentials credentials) {
        return Path.of("p", Url.of(GATEWAY, "", null), credentials, OWN, OWN, 1);
    }

    @Test
    void forwarded_credentials_go_along_with_the_paths_own_changes() {
        assertThat(CredentialRule.headers(path(Path.Credentials.FORWARD), NAMES))
                .isEqualTo(OWN);
    }

    @Test
    void stripped_credentials_stay_behind_and_the_paths_own_are_set() {
        assertThat(CredentialRule.headers(path(Path.Credentials.STRIP), NAMES))
                .isEqualTo(Edits.of(OWN.set(), Set.of("authorization", "x-old")));
        assertThat(CredentialRule.query(path(Path.Credentials.STRIP), Set.of("key")))
                .isEqualTo(Edits.of(OWN.set(), Set.of("key", "x-old")));
    }

    @Test
    void the_application_authenticates_where_its_credentials_are_forwarded_and_nowhere_behind() {
        Origin other = Origin.of("https", "other.example", 443);
        assertThat(CredentialRule.mayAuthenticate(path(Path.Credentials.FORWARD), GATEWAY, GATEWAY))
                .isTrue();
        assertThat(CredentialRule.mayAuthenticate(path(Path.Credentials.FORWARD), GATEWAY, other))
                .isFalse();
        assertThat(CredentialRule.mayAuthenticate(path(Path.Credentials.STRIP), GATEWAY, GATEWAY))
                .isFalse();
    }

    @Test
    void a_redirect_within_the_origin_keeps_what_was_sent() {
        assertThat(CredentialRule.redirectHeaders(path(Path.Credentials.STRIP), GATEWAY, GATEWAY, NAMES))
                .isEqualTo(Edits.none());
    }

    @Test
    void a_redirect_to_another_origin_takes_no_credential_along_neither_theirs_nor_ours() {
        for (Origin other : new Origin[] {
            Origin.of("https", "h.example", 443),
            Origin.of("https", "g.example", 8443),
            Origin.of("http", "g.example", 443)
        }) {
            for (Path.Credentials credentials : Path.Credentials.values()) {
                assertThat(CredentialRule.redirectHeaders(path(credentials), GATEWAY, other, NAMES))
                        .isEqualTo(Edits.of(Map.of(), Set.of("authorization", "x-api-key", "x-team")));
                assertThat(CredentialRule.redirectQuery(path(credentials), GATEWAY, other, Set.of("key")))
                        .isEqualTo(Edits.of(Map.of(), Set.of("key", "x-api-key", "x-team")));
            }
        }
    }
}
