package dev.detour.report;

import static dev.detour.report.EventLines.digest;
import static dev.detour.report.EventLines.failed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {
    private static final String HOSTILE = "</script><!--<img src=x onerror=alert(1)>&lt;\\u2028\\ud800'\\\"{{script}}";

    @Test
    void texts_of_events_cannot_end_the_element_that_they_stand_in() throws IOException {
        String page = page(failed("1", 0, HOSTILE)
                .replace("anthropic", HOSTILE)
                .replace("orders", HOSTILE)
                .replace("gateway", HOSTILE));

        assertThat(data(page))
                .doesNotContain("<", ">", "&")
                .containsPattern("^\\p{ASCII}*$")
                .contains("onerror");
        assertThat(page.split("<script", -1)).hasSize(4);
        try (JsonParser json = new JsonFactory().createParser(data(page))) {
            while (json.nextToken() != null) {
                json.getText();
            }
        }
    }

    @Test
    void policy_names_the_hashes_of_all_that_runs() throws IOException {
        String page = page(failed("1", 0, "overloaded"));
        Matcher policy = Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"")
                .matcher(page);

        assertThat(policy.find()).isTrue();
        assertThat(policy.group(1))
                .startsWith("default-src 'none'; script-src 'sha256-")
                .doesNotContain("unsafe");
        List<String> inlined = all("<script>(.*?)</script>", page);
        inlined.addAll(all("<style>(.*?)</style>", page));
        assertThat(inlined)
                .hasSize(3)
                .allSatisfy(content -> assertThat(policy.group(1)).contains(hash(content)));
    }

    @Test
    void nothing_is_loaded_and_no_handler_stands_in_markup() throws IOException {
        String page = page(failed("1", 0, "overloaded")).replaceAll("(?s)<script.*?</script>", "");

        assertThat(page).doesNotContain("src=", "url(", "@import", " style=\"", "sourceMappingURL");
        assertThat(page).doesNotContainPattern("\\son[a-z]+=").contains("Permission is hereby granted");
    }

    private static String page(String... lines) throws IOException {
        StringWriter out = new StringWriter();
        Digest digest = digest(lines);
        new Page(new PageData(digest, new Reading(digest, Progress.none()), Instant.EPOCH)).write(out);
        return out.toString();
    }

    private static String data(String page) {
        return all("<script type=\"application/json\" id=\"data\">(.*?)</script>", page)
                .get(0);
    }

    private static List<String> all(String pattern, String page) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
