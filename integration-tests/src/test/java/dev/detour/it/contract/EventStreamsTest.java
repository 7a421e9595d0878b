package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Event streams are judged as they pass, streamed and collected, over HTTP/1.1 and HTTP/2. */
@ForEachCaller
class EventStreamsTest extends CallContract {
    private static final String DELTA = "event: content_block_delta\ndata: {\"type\":\"content_block_delta\"}";
    private static final String STOP = "event: message_stop\ndata: {\"type\":\"message_stop\"}";
    private static final String ERROR =
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}";

    EventStreamsTest(Caller caller) {
        super(caller);
    }

    @Test
    void stream_with_its_last_event_is_well() {
        for (String url : answered(Answer.events(DELTA, STOP))) {
            assertThat(call(post(url, "{}")).get("body")).isEqualTo(DELTA + "\n\n" + STOP + "\n\n");
            barrier();
            assertThat(events(url)).isEmpty();
        }
    }

    @Test
    void stream_that_ends_in_order_without_its_last_event_is_incomplete() {
        for (String url : answered(Answer.events(DELTA, DELTA))) {
            Fields seen = call(post(url, "{}"));

            assertThat(seen.get("body")).as(seen.toString()).isEqualTo((DELTA + "\n\n").repeat(2));
            assertThat(streamFailed(url).get("kind")).isEqualTo("stream_incomplete");
        }
    }

    @Test
    void error_in_a_stream_is_told_once_in_the_providers_words() {
        for (String url : answered(Answer.events(DELTA, ERROR))) {
            assertThat(call(post(url, "{}")).get("body")).isEqualTo(DELTA + "\n\n" + ERROR + "\n\n");
            Event event = streamFailed(url);
            assertThat(event.get("kind")).isEqualTo("stream_error");
            assertThat(event.get("message")).isEqualTo("overloaded_error: Overloaded");
            barrier();
            assertThat(events(url)).hasSize(1);
        }
    }

    @Test
    void error_is_told_while_the_stream_goes_on() {
        CountDownLatch latch = new CountDownLatch(1);
        Answer answer = Answer.events(ERROR).pausedBy(latch);
        List<String> urls = answered(answer);
        for (String url : urls) {
            application.child().begin("error " + url, "default", post(url, "{}"));
            assertThat(streamFailed(url).get("kind")).isEqualTo("stream_error");
        }
        latch.countDown();
        urls.forEach(url -> application.child().await("error " + url));
    }

    @Test
    void stream_that_the_application_closes_early_is_no_failure() {
        if (!caller.way().equals("stream")) {
            return;
        }
        CountDownLatch latch = new CountDownLatch(1);
        for (String url : answered(Answer.events(DELTA).pausedBy(latch))) {
            application.child().begin("closed " + url, "default", post(url, "{}"));
            application.child().awaitBytes("closed " + url, DELTA.length());
            application.child().cancel("closed " + url);
            application.child().await("closed " + url);
            barrier();
            assertThat(events(url)).isEmpty();
        }
        latch.countDown();
    }

    @Test
    void stream_of_no_provider_is_not_judged() {
        laboratory.gateway.answer(Answer.events("data: one"));
        String url = laboratory.gateway.url(laboratory.fresh("single.test")) + "/events";
        assertThat(call(post(url, "{}")).get("body")).isEqualTo("data: one\n\n");
        barrier();
        assertThat(events(url)).isEmpty();
    }

    private List<String> answered(Answer answer) {
        laboratory.gateway.answer(answer);
        laboratory.secure.answer(answer);
        return List.of(
                laboratory.gateway.url(laboratory.fresh("vendor.test")) + "/v1/messages",
                laboratory.secure.url("vendor.secure.test") + "/v1/" + laboratory.fresh("vendor.test"));
    }

    private Event streamFailed(String url) {
        return application.events().await(event -> event.is("event", "stream_failed") && event.is("url", url));
    }

    private List<Event> events(String url) {
        return application.events().all(event -> event.is("url", url));
    }
}
