package dev.detour.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Url;
import dev.detour.failure.FakeAsked;
import dev.detour.route.Edits;
import dev.detour.route.Match;
import dev.detour.route.Path;
import dev.detour.route.Rewrite;
import dev.detour.route.Signed;
import java.util.Map;
import java.util.Set;

/** A URL as an application asks for it: read, matched, rewritten and restored. */
final class UrlTarget implements Target {
    private final Match match = Match.of(Url.parse("https://api.anthropic.com/v1"), false);

    @Override
    public void take(byte[] input) {
        String text = new String(input, UTF_8);
        Url url;
        try {
            url = Url.parse(text);
        } catch (IllegalArgumentException documented) {
            return;
        }
        assertThat(Url.parse(url.toString())).isEqualTo(url);
        Signed.isSigned(FakeAsked.by("okhttp", text));
        Url asked = Url.of(Url.parse("https://api.anthropic.com").origin(), "/v1" + url.path(), url.query());
        if (match.fits(asked)) {
            rewrite(asked, url);
        }
    }

    private void rewrite(Url asked, Url base) {
        Path path = Path.of(
                "gateway",
                Url.of(base.origin(), base.path(), null),
                Path.Credentials.FORWARD,
                Edits.none(),
                Edits.none(),
                1);
        Edits query = Edits.of(Map.of("key", "of the gateway"), Set.of("api_key"));
        Rewrite rewrite = Rewrite.of(asked, match, path, query);
        assertThat(rewrite.restore(rewrite.target())).isEqualTo(asked);
    }
}
