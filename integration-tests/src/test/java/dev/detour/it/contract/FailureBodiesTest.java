package dev.detour.it.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.detour.it.programs.Fields;
import dev.detour.it.programs.Seen;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Received;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The body of a failure tells its code, and the application gets every byte of it all the same. */
@ForTellingCallers
class FailureBodiesTest extends CallContract {
    private static final String NO_CREDIT =
            "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Your credit balance is too low\"}}";

    /** Milliseconds for which the beginning of a failure's body is waited for. */
    private static final int PATIENCE = 500;

    FailureBodiesTest(Caller caller) {
        super(caller);
    }

    @Test
    void body_tells_what_the_status_does_not() {
        onEachProtocol(Answer.json(400, NO_CREDIT), url -> {
            Fields seen = call(post(url, "{}"));

            assertThat(seen.get("status")).as(seen.toString()).isEqualTo("400");
            assertThat(seen.get("body")).isEqualTo(NO_CREDIT);
            Event event = failure(url);
            assertThat(event.get("kind")).isEqualTo("quota_exhausted");
            assertThat(event.get("message")).isEqualTo("invalid_request_error: Your credit balance is too low");
        });
    }

    @Test
    void page_in_place_of_an_answer_is_named_and_handed_on() {
        String page = "<!DOCTYPE html><title>Hotel Login</title>";
        onEachProtocol(Answer.of(200).header("content-type", "text/html").body(page), url -> {
            assertThat(call(post(url, "{}").with("header.accept", "application/json"))
                            .get("body"))
                    .isEqualTo(page);
            assertThat(failure(url).get("kind")).isEqualTo("intercepted");
        });
        onEachProtocol(Answer.of(403).body(page), url -> {
            assertThat(call(post(url, "{}")).get("body")).isEqualTo(page);
            assertThat(failure(url).get("kind")).isEqualTo("blocked");
        });
    }

    @Test
    void large_body_arrives_whole() {
        String large = NO_CREDIT + " ".repeat(1 << 20) + "end";
        for (Answer answer : List.of(
                Answer.json(400, large),
                Answer.of(400)
                        .header("content-type", "application/json")
                        .streamed()
                        .body(large))) {
            onEachProtocol(answer, url -> {
                Fields seen = call(post(url, "{}"));

                assertThat(seen.get("body.sha256")).isEqualTo(Seen.sha256(large.getBytes(UTF_8)));
                assertThat(failure(url).get("kind")).isEqualTo("quota_exhausted");
            });
        }
    }

    @Test
    void empty_body_stays_empty() {
        onEachProtocol(Answer.of(500), url -> {
            Fields seen = call(get(url));

            assertThat(seen.get("status")).as(seen.toString()).isEqualTo("500");
            assertThat(seen.get("body")).isEmpty();
            assertThat(failure(url).get("kind")).isEqualTo("server_error");
        });
    }

    @Test
    void answer_to_head_is_judged_by_its_head() {
        onEachProtocol(Answer.json(403, "{\"error\":1}"), url -> {
            assertThat(call(get(url).with("method", "HEAD")).get("status")).isEqualTo("403");
            assertThat(failure(url).get("kind")).isEqualTo("auth_rejected");
        });
    }

    @Test
    void body_that_comes_slowly_delays_nothing() {
        for (String first : List.of("", "{\"type\":\"error\",")) {
            for (String url : List.of(url(), secureUrl())) {
                CountDownLatch latch = new CountDownLatch(1);
                answer(Answer.of(500).body(first).pausedBy(latch).body("rest"));
                application.child().begin("slow " + url, "default", get(url));
                Event told = failure(url); // the head has been handed on
                assertThat(Long.parseLong(told.get("elapsed_ms")) - Long.parseLong(told.get("first_byte_ms")))
                        .as("milliseconds that the body was waited for, behind the head: %s", told.line())
                        .isGreaterThan(PATIENCE - 50);
                if (caller.way().equals("stream") && !first.isEmpty()) {
                    assertThat(application.child().awaitBytes("slow " + url, first.length()))
                            .isEqualTo(first.length());
                }
                latch.countDown();
                Fields seen = application.child().await("slow " + url);
                assertThat(seen.get("status")).as(seen.toString()).isEqualTo("500");
                assertThat(seen.get("body")).isEqualTo(first + "rest");
            }
        }
    }

    @Test
    void page_of_a_host_that_is_no_vendors_is_handed_on_as_it_comes() {
        assumeTrue(caller.way().equals("stream"), "the others wait for the whole body");
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < 10 && quickest >= TimeUnit.MILLISECONDS.toNanos(PATIENCE); i++) {
            CountDownLatch latch = new CountDownLatch(1);
            answer(Answer.of(200)
                    .header("content-type", "text/html")
                    .body("<p>")
                    .pausedBy(latch)
                    .body("rest"));
            String url = laboratory.gateway.url(laboratory.fresh("retry.test")) + "/page";
            long begun = System.nanoTime();
            application.child().begin(url, "default", get(url).with("header.accept", "application/json"));
            application.child().awaitBytes(url, 3);
            quickest = Math.min(quickest, System.nanoTime() - begun);
            latch.countDown();
            assertThat(application.child().await(url).get("body")).isEqualTo("<p>rest");
        }
        assertThat(quickest).isLessThan(TimeUnit.MILLISECONDS.toNanos(PATIENCE));
    }

    @Test
    void call_whose_body_does_not_come_can_be_cancelled() throws Exception {
        if (!caller.way().equals("stream")) {
            return; // collected on java.net.http: there is nothing to cancel them by
        }
        CountDownLatch never = new CountDownLatch(1);
        onEachProtocol(Answer.of(500).pausedBy(never).body("never"), url -> {
            String name = "given up " + url;
            application.child().begin(name, "default", get(url));
            failure(url);
            application.child().cancel(name);
            application.child().await(name);
            assertThat(application.events().all(event -> event.is("url", url) && event.is("event", "stream_failed")))
                    .isEmpty();
        });
        never.countDown();
    }

    @Test
    void body_that_breaks_off_fails_as_without_the_agent() {
        laboratory.gateway.answer(
                Answer.of(500).header("content-length", "100").body("abc").cut(false));
        String url = url();
        Fields seen = call(get(url));

        assertThat(seen.get("exception.0")).as(seen.toString()).isNotNull();
        assertThat(seen.get("exception.0")).isEqualTo(without(get(url)).get("exception.0"));
        assertThat(failure(url).get("kind")).isEqualTo("server_error");
        assertThat(application
                        .events()
                        .await(event -> event.is("event", "stream_failed") && event.is("url", url))
                        .get("kind"))
                .isEqualTo("body_truncated");
    }

    @Test
    void compressed_body_is_read_and_arrives_as_the_client_has_it() throws IOException {
        byte[] gzip = gzip(NO_CREDIT);
        Answer answer = Answer.of(400)
                .header("content-type", "application/json")
                .header("content-encoding", "gzip")
                .body(gzip);
        onEachProtocol(answer, url -> {
            Fields seen = call(get(url).with("header.accept-encoding", "gzip"));

            assertThat(seen.get("body.sha256")).isEqualTo(Seen.sha256(gzip));
            assertThat(failure(url).get("kind")).isEqualTo("quota_exhausted");
        });
        if (library().isOkHttp()) {
            laboratory.gateway.answer(answer);
            String url = url();
            assertThat(call(get(url)).get("body")).isEqualTo(NO_CREDIT);
            assertThat(failure(url).get("kind")).isEqualTo("quota_exhausted");
        }
    }

    @Test
    void connection_of_an_answer_that_is_not_handed_back_serves_the_next_attempt() {
        long fewest = Long.MAX_VALUE;
        // Its body is read for some hundred milliseconds, which a busy machine may stand still for.
        for (int i = 0; i < 5 && fewest > 1; i++) {
            fewest = Math.min(fewest, connectionsOfThreeAttempts());
        }
        assertThat(fewest).isEqualTo(1);
    }

    private long connectionsOfThreeAttempts() {
        laboratory.gateway.forget();
        laboratory.gateway.answerNext(
                Answer.of(503).header("content-type", "text/plain").body("x".repeat(40_000)),
                Answer.of(503).header("content-type", "text/plain").streamed().body("y".repeat(100)));
        Fields seen = call(get("http://" + laboratory.fresh("retry.test") + ":" + laboratory.gateway.port() + "/x"));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
        assertThat(laboratory.gateway.received()).hasSize(3);
        return laboratory.gateway.received().stream()
                .map(Received::connection)
                .distinct()
                .count();
    }

    @Test
    void answer_whose_body_never_ends_is_given_up_for_the_next_attempt() {
        CountDownLatch never = new CountDownLatch(1);
        laboratory.gateway.answerNext(
                Answer.of(503).header("content-type", "text/plain").body("x").pausedBy(never));
        Fields seen = call(get("http://" + laboratory.fresh("retry.test") + ":" + laboratory.gateway.port() + "/x"));
        never.countDown();

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
    }

    private void onEachProtocol(Answer answer, Consumer<String> test) {
        answer(answer);
        test.accept(url());
        test.accept(secureUrl());
    }

    private void answer(Answer answer) {
        laboratory.gateway.answer(answer);
        laboratory.secure.answer(answer);
    }

    /** Over HTTP/1.1, to a provider that is known; no other test's. */
    private String url() {
        return laboratory.gateway.url(laboratory.fresh("vendor.test")) + "/v1/messages";
    }

    private String secureUrl() {
        return laboratory.secure.url("vendor.secure.test") + "/v1/" + laboratory.fresh("vendor.test");
    }

    private Event failure(String url) {
        return application.events().await(event -> event.is("event", "call_failed") && event.is("url", url));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
