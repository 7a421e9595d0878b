package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Received;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A route with several paths: calls survive where one of them does, and the exception tells where none does. */
@ForEachCaller
class FailoverTest extends CallContract {
    private static final Answer UNAVAILABLE =
            Answer.of(503).header("content-type", "text/plain").body("no upstream");

    FailoverTest(Caller caller) {
        super(caller);
    }

    @Test
    void call_moves_to_the_next_path_with_the_credentials_of_that_path() {
        laboratory.other.answer(UNAVAILABLE);
        String url = "http://" + laboratory.fresh("failover.test") + "/x";
        Fields seen = call(get(url).with("header.x-api-key", "key-of-application"));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
        assertThat(seen.get("uri")).isEqualTo(url);
        Received first = laboratory.other.only();
        assertThat(first.target()).isEqualTo("/first/x");
        assertThat(first.header("x-api-key")).isEqualTo("key-of-first");
        Received second = laboratory.gateway.only();
        assertThat(second.target()).isEqualTo("/second/x");
        assertThat(second.header("x-api-key")).isEqualTo("key-of-second");
        assertThat(event("attempt_failed", url).get("decision")).isEqualTo("move");
        assertThat(event("call_recovered", url).get("path")).isEqualTo("second");
    }

    @Test
    void post_moves_where_nothing_was_sent() {
        String url = "http://" + laboratory.fresh("dead-first.test") + "/x";
        Fields seen = call(post(url, "body"));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
        assertThat(laboratory.gateway.only().text()).isEqualTo("body");
    }

    @Test
    void body_that_can_be_sent_only_once_does_not_move() {
        laboratory.other.answer(UNAVAILABLE);
        Fields seen = call(post("http://" + laboratory.fresh("failover.test") + "/x", "body")
                .with("body-as", "once"));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("503");
        assertThat(laboratory.gateway.received()).isEmpty();
    }

    @Test
    void caller_that_retries_itself_moves_and_is_not_repeated() {
        laboratory.other.answer(UNAVAILABLE);
        laboratory.gateway.answer(UNAVAILABLE);
        Fields seen = call(post("http://" + laboratory.fresh("failover.test") + "/x", "body")
                .with("header.x-stainless-retry-count", "0"));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("503");
        assertThat(laboratory.other.received()).hasSize(1);
        assertThat(laboratory.gateway.received()).hasSize(1);
    }

    @Test
    void breaker_keeps_calls_off_a_path_that_fails_and_brings_them_back_when_it_has_healed() {
        String url = laboratory.gateway.url(laboratory.fresh("breaker.test")) + "/x";
        laboratory.other.answer(UNAVAILABLE);
        for (int call = 0; call < 3; call++) {
            assertThat(call(get(url)).get("status")).isEqualTo("200");
        }
        Event opened = application
                .events()
                .await(is -> is.is("event", "breaker_opened") && is.line().contains(hostOf(url)));
        assertThat(opened.get("path")).isEqualTo("failing");
        assertThat(opened.get("kind")).isEqualTo("gateway_error");

        laboratory.other.answer(Answer.text("healed"));
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        String body = "";
        while (!body.equals("healed") && System.nanoTime() < end) {
            Fields seen = call(get(url));
            assertThat(seen.get("status")).isEqualTo("200");
            body = seen.require("body");
        }
        assertThat(body).isEqualTo("healed");
        application
                .events()
                .await(is -> is.is("event", "breaker_closed") && is.line().contains(hostOf(url)));
        assertThat(call(get(url)).get("body")).isEqualTo("healed");
    }

    @Test
    void fails_at_once_while_every_path_is_given_a_rest() {
        String url = laboratory.gateway.url(laboratory.fresh("open.test")) + "/x";
        Fields failed = call(get(url));
        Fields refused = call(get(url));

        assertThat(typeOf(failed)).isEqualTo("java.net.ConnectException");
        assertThat(typeOf(refused)).isEqualTo("java.net.ConnectException");
        Event event = application.events().await(is -> is.is("kind", "circuit_open") && is.is("url", url));
        assertThat(event.get("attempts")).isNull();
        assertThat(event.get("message")).contains("proxy_unreachable");
        assertThat(refused.get("exception.text")).contains("Detour: circuit_open");
    }

    @Test
    void exception_tells_what_happened_where_and_what_to_do() {
        String url = "http://" + laboratory.fresh("refused.test") + ":" + laboratory.closedPort + "/x";
        Fields get = get(url);
        Fields seen = call(get);
        Fields without = without(get);

        assertThat(seen.get("exception.0")).isEqualTo(without.get("exception.0"));
        assertThat(seen.get("message.0")).isEqualTo(without.get("message.0"));
        assertThat(seen.get("exception.text"))
                .contains("Suppressed: java.io.IOException: Detour: connect_refused calling " + url)
                .contains("Before that: connect_refused, connect_refused.")
                .contains("Check host and port");
    }

    @Test
    void exception_is_as_without_the_agent_where_the_route_says_so() {
        Fields get = get("http://" + laboratory.fresh("unsaid.test") + ":" + laboratory.closedPort + "/x");

        assertThat(call(get).get("exception.text")).doesNotContain("Detour:");
    }

    /** What the client threw: futures wrap it. */
    private static String typeOf(Fields seen) {
        String type = seen.require("exception.0");
        return type.equals("java.util.concurrent.CompletionException") ? seen.require("exception.1") : type;
    }

    private static String hostOf(String url) {
        return java.net.URI.create(url).getHost();
    }

    private Event event(String event, String url) {
        return application.events().await(seen -> seen.is("event", event) && seen.is("url", url));
    }
}
