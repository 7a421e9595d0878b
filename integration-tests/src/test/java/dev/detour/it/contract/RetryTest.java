package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import org.junit.jupiter.api.Test;

@ForEachCaller
class RetryTest extends CallContract {
    private static final Answer UNAVAILABLE =
            Answer.of(503).header("content-type", "text/plain").body("no upstream");

    RetryTest(Caller caller) {
        super(caller);
    }

    @Test
    void get_is_repeated_after_503_and_the_application_sees_the_success_only() {
        String url = to("retry.test");
        laboratory.gateway.answerNext(UNAVAILABLE, UNAVAILABLE);
        Fields seen = call(get(url));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
        assertThat(laboratory.gateway.received()).hasSize(3);
        Event recovered = event("call_recovered", url);
        assertThat(recovered.get("kind")).isEqualTo("gateway_error");
        assertThat(recovered.get("attempts")).isEqualTo("3");
    }

    @Test
    void last_answer_is_handed_back_whole() {
        String url = to("retry.test");
        laboratory.gateway.answer(UNAVAILABLE);
        Fields seen = call(get(url));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("503");
        assertThat(seen.get("body")).isEqualTo("no upstream");
        assertThat(laboratory.gateway.received()).hasSize(3);
        assertThat(event("call_failed", url).get("attempts")).isEqualTo("3");
    }

    @Test
    void post_is_repeated_where_the_origin_has_not_acted() {
        laboratory.gateway.answerNext(UNAVAILABLE);
        Fields seen = call(post(to("retry.test"), "body").with("body-as", repeatable()));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
        assertThat(laboratory.gateway.received())
                .hasSize(2)
                .allSatisfy(received -> assertThat(received.text()).isEqualTo("body"));
    }

    @Test
    void post_is_not_repeated_where_the_route_says_never() {
        laboratory.gateway.answerNext(UNAVAILABLE);
        assertThat(call(post(to("never.test"), "body")).get("status")).isEqualTo("503");
        assertThat(laboratory.gateway.received()).hasSize(1);
    }

    @Test
    void get_is_repeated_where_the_route_says_never_for_unsafe_methods() {
        laboratory.gateway.answerNext(UNAVAILABLE);
        assertThat(call(get(to("never.test"))).get("status")).isEqualTo("200");
    }

    @Test
    void body_that_can_be_sent_only_once_is_sent_only_once() {
        laboratory.gateway.answerNext(UNAVAILABLE);
        Fields seen = call(post(to("retry.test"), "body").with("body-as", "once"));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("503");
        assertThat(seen.get("body")).isEqualTo("no upstream");
        assertThat(laboratory.gateway.received()).hasSize(1);
    }

    @Test
    void one_attempt_means_one() {
        laboratory.gateway.answer(UNAVAILABLE);
        assertThat(call(get(to("single.test"))).get("status")).isEqualTo("503");
        assertThat(laboratory.gateway.received()).hasSize(1);
    }

    @Test
    void unmatched_call_is_never_repeated() {
        laboratory.gateway.answer(UNAVAILABLE);
        assertThat(call(get(to("free.test"))).get("status")).isEqualTo("503");
        assertThat(laboratory.gateway.received()).hasSize(1);
    }

    @Test
    void refused_connection_is_tried_again_and_fails_as_without_the_agent() {
        Fields get = get("http://" + laboratory.fresh("refused.test") + ":" + laboratory.closedPort + "/x");
        Fields seen = call(get);

        assertThat(seen.get("exception.0")).isEqualTo(without(get).get("exception.0"));
        assertThat(event("call_failed", get.require("url")).get("attempts")).isEqualTo("3");
    }

    @Test
    void post_to_a_refused_port_is_tried_again_for_nothing_was_sent() {
        Fields post = post("http://" + laboratory.fresh("refused.test") + ":" + laboratory.closedPort + "/x", "body");
        call(post);
        assertThat(event("call_failed", post.require("url")).get("attempts")).isEqualTo("3");
    }

    @Test
    void caller_that_retries_itself_is_not_repeated() {
        laboratory.gateway.answer(UNAVAILABLE);
        Fields seen = call(post(to("retry.test"), "body").with("header.x-stainless-retry-count", "0"));

        assertThat(seen.get("status")).isEqualTo("503");
        assertThat(laboratory.gateway.received()).hasSize(1);
    }

    /** A body that its client knows to be repeatable: no stream of java.net.http's, none of OkHttp 3.12's own kinds. */
    private String repeatable() {
        return library().isOkHttp() && !library().name().contains("3.12") ? "stream" : "bytes";
    }

    private String to(String domain) {
        return "http://" + laboratory.fresh(domain) + ":" + laboratory.gateway.port() + "/x";
    }

    private Event event(String event, String url) {
        return application.events().await(seen -> seen.is("event", event) && seen.is("url", url));
    }
}
