package dev.detour.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewriteTest {
    private static final Set<String> CREDENTIALS = Set.of("key", "access_token");

    private static Match match(String pattern) {
        return pattern.equals("*")
                ? Match.everything()
                : Match.of(Url.parse(pattern.replace("*.", "")), pattern.contains("*."));
    }

    private static Path path(@Nullable String base, Edits query, Path.Credentials credentials) {
        return Path.of("p", base == null ? null : Url.parse(base), credentials, Edits.none(), query, 1);
    }

    private static Rewrite rewrite(Url asked, Match match, Path path, Set<String> credentials) {
        return Rewrite.of(asked, match, path, CredentialRule.query(path, credentials));
    }

    private static Rewrite rewrite(String asked, String pattern, @Nullable String base) {
        return rewrite(
                Url.parse(asked), match(pattern), path(base, Edits.none(), Path.Credentials.FORWARD), CREDENTIALS);
    }

    @ParameterizedTest
    @CsvSource({
        // asked, match, base, target
        "https://a.example/v1/messages, https://a.example, https://g/anthropic, https://g/anthropic/v1/messages",
        "https://a.example/v1/messages, https://a.example, https://g/anthropic/, https://g/anthropic/v1/messages",
        "https://a.example/v1/messages, https://a.example/, https://g/, https://g/v1/messages",
        "https://a.example/v1/messages, https://a.example/v1, https://g/x/v1, https://g/x/v1/messages",
        "https://a.example/v1/messages, https://a.example/v1/, https://g, https://g/messages",
        "https://a.example/v1, https://a.example/v1, https://g/x/, https://g/x",
        "https://a.example/v1/, https://a.example/v1, https://g/x, https://g/x/",
        "https://a.example, https://a.example, https://g/x, https://g/x",
        "https://a.example//v1//m, https://a.example, https://g/x, https://g/x//v1//m",
        "https://a.example/v1/m, https://a.example, https://g/x//, https://g/x//v1/m",
        "https://a.example/a%2Fb/%41%zz, https://a.example, https://g/x%20y, https://g/x%20y/a%2Fb/%41%zz",
        "https://a.example/a/../b;c=d, https://a.example, https://g, https://g/a/../b;c=d",
        "https://a.example/v1?q=1&&r=%20+, https://a.example, https://g/x, https://g/x/v1?q=1&&r=%20+",
        "https://a.example/v1?, https://a.example, https://g, https://g/v1?",
        "https://a.example:8443/v1, https://a.example:8443, http://[::1]:8080, http://[::1]:8080/v1",
        "https://any.example/v1/m, *, https://g/all, https://g/all/v1/m",
        "https://eu.a.example/v1/m, https://*.a.example/v1, https://g, https://g/m",
    })
    void the_base_takes_the_place_of_the_matched_part(String asked, String match, String base, String target) {
        assertThat(rewrite(asked, match, base).target()).hasToString(target);
    }

    @Test
    void without_a_base_the_url_stays() {
        assertThat(rewrite("https://a.example/v1?x=%zz", "https://a.example/v1", null)
                        .target())
                .hasToString("https://a.example/v1?x=%zz");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // asked, match, base, seen, restored
                "https://a.example/v1/m, https://a.example, https://g/x, https://g/x/v1/other, https://a.example/v1/other",
                "https://a.example/v1/m, https://a.example/v1, https://g/x/, https://g/x/n?p=1, https://a.example/v1/n?p=1",
                "https://a.example/v1/m, https://a.example/v1, https://g/x, https://g/x, https://a.example/v1",
                "https://a.example/v1/m, https://a.example, https://g/x, https://g/xy/m, -",
                "https://a.example/v1/m, https://a.example, https://g/x, https://h/x/m, -",
                "https://a.example/v1/m, https://a.example, https://g/x, http://g/x/m, -",
                "https://e.a.example/m, https://*.a.example, https://g, https://g/n, https://e.a.example/n",
                "https://a.example/m, *, https://g/x, https://g/x/n, https://a.example/n",
                "https://a.example/v1/m, https://a.example/v1, -, https://a.example/v1/n, https://a.example/v1/n",
                "https://a.example/v1/m, https://a.example/v1, -, https://a.example/v2, -",
            })
    void the_application_sees_urls_under_the_base_as_its_own(
            String asked, String match, @Nullable String base, String seen, @Nullable String restored) {
        Url url = rewrite(asked, match, base).restore(Url.parse(seen));

        assertThat(url == null ? null : url.toString()).isEqualTo(restored);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // asked query, target query
                "-, tenant=a%20b%26%C3%A9",
                "a=%7e+&b, a=%7e+&b&tenant=a%20b%26%C3%A9",
                "tenant=x&a=1&tenant=y, tenant=a%20b%26%C3%A9&a=1",
                "%74enant=x&&a, tenant=a%20b%26%C3%A9&&a",
                "old=1&a=1&old, a=1&tenant=a%20b%26%C3%A9",
                "oldest=1, oldest=1&tenant=a%20b%26%C3%A9",
                "old+name=1&old%20name, tenant=a%20b%26%C3%A9",
                "%zz=1&%=2&%4=3, %zz=1&%=2&%4=3&tenant=a%20b%26%C3%A9",
            })
    void query_values_are_set_and_removed_and_the_others_left_alone(@Nullable String asked, String expected) {
        Edits edits = Edits.of(Map.of("tenant", "a b&\u00e9"), Set.of("old", "old name"));
        Url url = Url.of(Origin.of("https", "a.example", 443), "/v1", asked);

        Rewrite rewrite = rewrite(url, Match.everything(), path(null, edits, Path.Credentials.FORWARD), CREDENTIALS);

        assertThat(rewrite.target().query()).isEqualTo(expected);
    }

    @Test
    void a_query_of_which_nothing_is_left_is_none() {
        Path path = path("https://g", Edits.none(), Path.Credentials.STRIP);

        assertThat(rewrite(Url.parse("https://a.example/v1?key=secret"), Match.everything(), path, CREDENTIALS)
                        .target())
                .hasToString("https://g/v1");
    }

    @Test
    void the_applications_credentials_stay_behind_where_the_path_says_so() {
        Edits edits = Edits.of(Map.of("key", "ours"), Set.of());
        Url asked = Url.parse("https://a.example/v1?a=1&key=theirs&access_token=theirs&b=2");

        assertThat(rewrite(asked, Match.everything(), path("https://g", edits, Path.Credentials.STRIP), CREDENTIALS)
                        .target())
                .hasToString("https://g/v1?a=1&key=ours&b=2");
        assertThat(rewrite(
                                asked,
                                Match.everything(),
                                path("https://g", Edits.none(), Path.Credentials.FORWARD),
                                CREDENTIALS)
                        .target())
                .hasToString("https://g/v1?a=1&key=theirs&access_token=theirs&b=2");
    }

    @Test
    void the_application_sees_what_it_asked_for_and_no_query_value_of_ours() {
        Edits edits = Edits.of(Map.of("tenant", "ours"), Set.of());
        Url asked = Url.parse("https://a.example/v1?tenant=its");
        Rewrite rewrite =
                rewrite(asked, Match.everything(), path("https://g", edits, Path.Credentials.FORWARD), CREDENTIALS);

        assertThat(rewrite.restore(rewrite.target())).isEqualTo(asked);
        assertThat(rewrite.restore(Url.parse("https://g/v2?tenant=ours&page=2")))
                .hasToString("https://a.example/v2?page=2");
    }
}
