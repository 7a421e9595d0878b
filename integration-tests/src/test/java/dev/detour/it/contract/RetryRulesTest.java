package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import org.junit.jupiter.api.Test;

/** Each rule for sending again, by what the server counts. */
@ForTellingCallers
class RetryRulesTest extends CallContract {
    private static final Answer BROKEN =
            Answer.of(500).header("content-type", "text/plain").body("broken");
    private static final Answer UNAVAILABLE =
            Answer.of(503).header("content-type", "text/plain").body("no upstream");

    RetryRulesTest(Caller caller) {
        super(caller);
    }

    @Test
    void retry_after_is_waited_for() {
        laboratory.gateway.answerNext(limited().header("retry-after-ms", "300"));
        Fields seen = call(post(to("retry.test"), "body").with("body-as", "bytes"));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
        assertThat(seen.number("elapsed", 0)).isGreaterThanOrEqualTo(300);
        assertSends(2);
    }

    @Test
    void retry_after_longer_than_the_route_waits_is_handed_back() {
        laboratory.gateway.answer(limited().header("retry-after", "2"));
        assertThat(call(get(to("retry.test"))).get("status")).isEqualTo("429");
        assertSends(1);
    }

    @Test
    void code_may_be_granted_more_attempts() {
        laboratory.gateway.answer(limited().header("retry-after-ms", "1"));
        assertThat(call(get(to("granted.test"))).get("status")).isEqualTo("429");
        assertSends(5);
    }

    @Test
    void code_may_be_granted_fewer_attempts() {
        laboratory.gateway.answer(UNAVAILABLE);
        assertThat(call(get(to("granted.test"))).get("status")).isEqualTo("503");
        assertSends(1);
    }

    @Test
    void answer_that_says_that_it_is_not_worth_another_try_is_handed_back() {
        laboratory.gateway.answer(limited().header("retry-after-ms", "1").header("x-should-retry", "false"));
        assertThat(call(get(to("granted.test"))).get("status")).isEqualTo("429");
        assertSends(1);
    }

    @Test
    void answer_that_says_that_it_is_worth_another_try_is_sent_again() {
        laboratory.gateway.answerNext(Answer.json(402, "{}").header("x-should-retry", "true"));
        assertThat(call(get(to("retry.test"))).get("status")).isEqualTo("200");
        assertSends(2);
    }

    @Test
    void post_that_may_have_been_acted_on_is_not_sent_again() {
        laboratory.gateway.answer(BROKEN);
        call(post(to("retry.test"), "body"));
        assertSends(1);
    }

    @Test
    void post_that_may_have_been_acted_on_is_sent_once_more_where_the_route_says_once() {
        laboratory.gateway.answer(BROKEN);
        call(post(to("once.test"), "body"));
        assertSends(2);
    }

    @Test
    void post_is_sent_again_as_get_where_the_route_says_always() {
        laboratory.gateway.answer(BROKEN);
        call(post(to("always.test"), "body"));
        assertSends(4);
    }

    @Test
    void budget_ends_repeats_of_all_calls_to_an_origin() {
        laboratory.gateway.answer(UNAVAILABLE);
        String url = to("frugal.test");
        for (int call = 0; call < 8; call++) {
            assertThat(call(get(url)).get("status")).isEqualTo("503");
        }
        assertSends(8 + 10);
        application.events().await(event -> event.is("url", url) && event.is("reason", "budget"));
    }

    @Test
    void no_wait_goes_past_the_callers_own_time_limit() {
        laboratory.gateway.answer(Answer.of(503).header("retry-after", "30"));
        String url = to("waiting.test");
        Fields limited = get(url);
        String client = "hasty " + caller.way();
        if (library().isOkHttp()) {
            application.child().client(client, library(), Fields.none().with("total", 20_000));
        } else {
            application.child().client(client, library(), Fields.none());
            limited = limited.with("timeout", 20_000);
        }
        Fields seen = application.call(client, limited);

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("503");
        assertSends(1);
        application.events().await(event -> event.is("url", url) && event.is("reason", "deadline"));
    }

    @Test
    void cancellation_reaches_the_wait_between_two_attempts() {
        laboratory.gateway.answer(Answer.of(503).header("retry-after", "50"));
        String url = to("waiting.test");
        String name = "waiting " + url;
        application.child().begin(name, "default", get(url));
        application.events().await(event -> event.is("event", "attempt_failed") && event.is("url", url));
        if (library().isOkHttp() || caller.way().equals("sendAsync")) {
            application.child().cancel(name);
        } else {
            application.child().interrupt(name);
        }
        Fields seen = application.child().await(name);

        assertThat(seen.get("exception.0")).as(seen.toString()).isNotNull();
        assertThat(seen.number("elapsed", 0)).isLessThan(50_000);
        assertSends(1);
        assertThat(application.events().all(event -> event.is("event", "call_failed") && event.is("url", url)))
                .isEmpty();
    }

    private static Answer limited() {
        return Answer.json(429, "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"slow down\"}}");
    }

    private void assertSends(int count) {
        assertThat(laboratory.gateway.received()).hasSize(count);
    }

    private String to(String domain) {
        return "http://" + laboratory.fresh(domain) + ":" + laboratory.gateway.port() + "/x";
    }
}
