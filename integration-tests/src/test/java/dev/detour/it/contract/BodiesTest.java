package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.detour.it.programs.Fields;
import dev.detour.it.programs.Seen;
import dev.detour.it.servers.Answer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@ForEachCaller
class BodiesTest extends CallContract {
    BodiesTest(Caller caller) {
        super(caller);
    }

    @Test
    void request_bytes_arrive_unchanged_whatever_the_kind_of_body() {
        String part = "{\"text\":\"ä€\\u0000\"}";
        List<String> kinds =
                library().isOkHttp() ? List.of("bytes", "stream", "once") : List.of("bytes", "stream", "once", "flow");
        for (String url : List.of("http://rewrite.test/v1", "https://moved.test/v1")) {
            for (String kind : kinds) {
                laboratory.reset();
                Fields seen = call(post(url, part).with("repeat", 10_000).with("body-as", kind));

                assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
                byte[] body = url.startsWith("https")
                        ? laboratory.moved.only().body()
                        : laboratory.gateway.only().body();
                assertThat(Seen.sha256(body))
                        .as("%s to %s", kind, url)
                        .isEqualTo(Seen.sha256(part.repeat(10_000).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            }
        }
    }

    @Test
    void body_goes_along_with_a_redirect_that_keeps_the_method() {
        assumeTrue(!library().name().startsWith("okhttp 3"), "OkHttp 3 does not follow it");
        laboratory.gateway.answerNext(Answer.redirect(307, laboratory.other.url("gateway.test") + "/there"));
        call(post("http://rewrite.test/v1", "body"));

        assertThat(laboratory.other.only().method()).isEqualTo("POST");
        assertThat(laboratory.other.only().text()).isEqualTo("body");
    }

    @Test
    void empty_body_stays_empty() {
        call(post("http://rewrite.test/v1", ""));
        assertThat(laboratory.gateway.only().body()).isEmpty();
        assertThat(laboratory.gateway.only().header("content-length")).isEqualTo("0");
    }

    @Test
    void response_bytes_arrive_unchanged() {
        String large = "0123456789".repeat(200_000);
        laboratory.gateway.answer(Answer.text(large));
        laboratory.moved.answer(Answer.of(200).streamed().body(large));

        assertThat(call(get("http://rewrite.test/v1")).get("body.sha256"))
                .isEqualTo(call(get("https://moved.test/v1")).get("body.sha256"))
                .isEqualTo(Seen.sha256(large.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void stream_is_handed_on_piece_by_piece() {
        assumeTrue(caller.way().equals("stream"), "the other ways hand on a whole body");
        for (String url : List.of("http://rewrite.test/v1", "https://moved.test/v1")) {
            CountDownLatch latch = new CountDownLatch(1);
            Answer answer = Answer.events("data: one").pausedBy(latch).body("data: two\n\n");
            laboratory.gateway.answer(answer);
            laboratory.moved.answer(answer);
            String name = "stream " + url;

            application.child().begin(name, "default", get(url));
            assertThat(application.child().awaitBytes(name, 11)).isEqualTo(11);
            latch.countDown();
            assertThat(application.child().await(name).get("body")).isEqualTo("data: one\n\ndata: two\n\n");
        }
    }

    @Test
    void head_and_204_have_no_body() {
        laboratory.gateway.answer(Answer.of(204));
        assertThat(call(get("http://rewrite.test/v1")).get("status")).isEqualTo("204");

        laboratory.gateway.answer(Answer.text("not sent").header("x-here", "yes"));
        Fields head = call(get("http://rewrite.test/v1").with("method", "HEAD"));
        assertThat(head.get("header.x-here")).isEqualTo("yes");
        assertThat(head.get("body")).isEmpty();
    }
}
