package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What only OkHttp has: interceptors, events, caches, copies, its own silent retries. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.detour.it.contract.OkHttpTest#callers")
class OkHttpTest extends CallContract {
    OkHttpTest(Caller caller) {
        super(caller);
    }

    static List<Caller> callers() {
        return Caller.all()
                .filter(caller -> caller.subject().library().isOkHttp())
                .toList();
    }

    @Test
    void application_interceptors_see_what_was_asked_and_network_interceptors_what_is_sent() {
        Fields seen = application.call("copy", get("http://rewrite.test/v1"));

        String sent = laboratory.gateway.url("gateway.test") + "/base/v1";
        assertThat(seen.get("application.url")).isEqualTo("http://rewrite.test/v1");
        assertThat(seen.get("application.response.url")).isEqualTo("http://rewrite.test/v1");
        assertThat(seen.get("network.url")).isEqualTo(sent);
        assertThat(seen.get("network.host")).isEqualTo("gateway.test:" + laboratory.gateway.port());
        assertThat(seen.get("network.response.url")).isEqualTo(sent);
    }

    @Test
    void event_listener_sees_one_call() {
        Fields seen = application.call("copy", get("http://rewrite.test/v1"));

        List<String> events = seen.list("events");
        assertThat(events).startsWith("callStart").endsWith("callEnd").contains("responseHeadersEnd 200");
        assertThat(events.stream().filter(event -> event.startsWith("call"))).hasSize(2);
    }

    @Test
    void cache_answers_the_second_call() {
        laboratory.gateway.answer(Answer.text("kept").header("cache-control", "max-age=600"));
        Fields call = get("http://rewrite.test/cached/" + caller.way());
        application.call("caching", call);
        Fields again = application.call("caching", call);

        assertThat(again.get("body")).isEqualTo("kept");
        assertThat(again.get("cached")).isEqualTo("true");
        assertThat(again.get("uri")).isEqualTo("http://rewrite.test/cached/" + caller.way());
        assertThat(laboratory.gateway.received()).hasSize(1);
    }

    @Test
    void client_without_its_own_retries_is_routed_too() {
        assertThat(application.call("stubborn", get("http://rewrite.test/v1")).get("status"))
                .isEqualTo("200");
    }

    @Test
    void timeouts_of_the_client_stay_in_force() {
        var never = new java.util.concurrent.CountDownLatch(1);
        laboratory.gateway.answer(Answer.text("late").heldBy(never));
        String client = application.client(Fields.none().with("read", 300));
        Fields seen = application.call(
                client, get("http://" + laboratory.fresh("single.test") + ":" + laboratory.gateway.port()));
        never.countDown();

        assertThat(seen.get("exception.0")).isEqualTo("java.net.SocketTimeoutException");
    }

    @Test
    void server_sent_events_come_from_the_gateway() {
        assumeTrue(library().hasEventSource(), "okhttp-sse was not released with it");
        laboratory.gateway.answer(Answer.events("data: one", "data: two"));
        Fields seen = call(get("http://rewrite.test/v1").with("way", "sse"));

        assertThat(seen.get("body")).as(seen.toString()).isEqualTo("one\ntwo\n");
        assertThat(laboratory.gateway.only().target()).isEqualTo("/base/v1");
        assertThat(seen.get("uri")).isEqualTo("http://rewrite.test/v1");
    }

    @Test
    void server_sent_events_come_over_http_2() {
        if (library().hasEventSource()) {
            laboratory.moved.answer(Answer.events("data: one", "data: two"));
            Fields seen = call(get("https://moved.test/v1").with("way", "sse"));

            assertThat(seen.get("body")).as(seen.toString()).isEqualTo("one\ntwo\n");
            assertThat(laboratory.moved.only().protocol()).isEqualTo("h2");
        }
    }
}
