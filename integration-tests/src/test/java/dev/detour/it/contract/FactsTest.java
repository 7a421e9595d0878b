package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Mute;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Where exceptions look alike, what was seen on the way tells them apart; and what was seen is put to use. */
@ForTellingCallers
class FactsTest extends CallContract {
    /** In the pools of both clients at once. */
    private static final int STALE = 4;

    FactsTest(Caller caller) {
        super(caller);
    }

    @Test
    void proxy_that_never_answers_connect() {
        Event event =
                failureIn("proxy", "default", () -> get(laboratory.secure.url(laboratory.fresh("silent-proxy.test"))));
        assertThat(event.get("kind")).as(event.line()).isEqualTo("proxy_unreachable");
        assertThat(event.get("phase")).as(event.line()).isEqualTo("proxy");
    }

    @Test
    void proxy_that_cuts_the_connection() {
        Event closed = failure(get(laboratory.secure.url(laboratory.fresh("closing-proxy.test"))));
        assertThat(closed.get("kind")).as(closed.line()).isEqualTo("proxy_closed");

        Event reset = failure(get(laboratory.secure.url(laboratory.fresh("resetting-proxy.test"))));
        assertThat(reset.get("kind")).as(reset.line()).isEqualTo("proxy_closed");
    }

    @Test
    void handshake_that_fails_in_a_tunnel_is_not_the_proxy_s() {
        call(get(laboratory.secure.url("unmatched.secure.test")));
        Event silent = failureIn("tls", "default", () -> tunnelTo(laboratory.silent));
        assertThat(silent.get("kind")).as(silent.line()).isEqualTo("tls_timeout");
        assertThat(silent.get("phase")).as(silent.line()).isEqualTo("tls");

        Event reset = failureIn("tls", "default", () -> tunnelTo(laboratory.resetting));
        assertThat(reset.get("kind")).as(reset.line()).isEqualTo("tls_reset");
        assertThat(reset.get("proxy")).as(reset.line()).contains(String.valueOf(laboratory.tunnelProxy.port()));
    }

    private Fields tunnelTo(Mute end) {
        String host = laboratory.fresh("tunnel.test");
        laboratory.tunnelProxy.mapping(host + ":" + laboratory.secure.port(), end.port());
        return get(laboratory.secure.url(host));
    }

    @Test
    void handshake_that_fails() {
        for (String version : List.of("1.1", "2")) {
            String client = application.client(Fields.none().with("version", version));
            // The first handshake of a client reads all roots that it trusts.
            application.call(client, get(laboratory.secure.url("unmatched.secure.test")));
            Event silent = failureIn(
                    "tls",
                    client,
                    () -> get("https://" + laboratory.fresh("tls-silent.test") + ":" + laboratory.silent.port()));
            assertThat(silent.get("kind")).as(silent.line()).isEqualTo("tls_timeout");

            Event reset = failure(
                    client, get("https://" + laboratory.fresh("tls-reset.test") + ":" + laboratory.resetting.port()));
            assertThat(reset.get("kind")).as(reset.line()).isEqualTo("tls_reset");
            assertThat(reset.get("address")).as(reset.line()).isEqualTo("127.0.0.1:" + laboratory.resetting.port());
        }
    }

    @Test
    void issuer_of_an_untrusted_certificate_is_named() {
        Event event = failure(get(laboratory.corporate.url(laboratory.fresh("untrusted.test"))));
        assertThat(event.get("kind")).as(event.line()).isEqualTo("tls_untrusted");
        assertThat(event.get("issuer")).as(event.line()).contains("Corporate Root");
    }

    @Test
    void answer_that_no_public_service_gives_is_turned_down() {
        Fields get = get(laboratory.gateway.url(laboratory.fresh("bogon.test")));
        Event event = failure(get);

        assertThat(event.get("kind")).as(event.line()).isEqualTo("dns_suspicious");
        assertThat(event.get("phase")).as(event.line()).isEqualTo("dns");
        assertThat(laboratory.gateway.received()).isEmpty();
    }

    @Test
    void fixed_address_is_no_answer_to_turn_down() {
        assertThat(call(get(laboratory.gateway.url("bogon-fixed.test"))).get("status"))
                .isEqualTo("200");
    }

    @Test
    void one_repair_is_enough_for_a_pool_of_stale_connections() {
        // OkHttp that may retry by itself walks through all of them.
        String client = application.client(Fields.none().with("version", "1.1").with("retry", "never"));
        String url = laboratory.gateway.url(laboratory.fresh("stale.test"));
        Set<Integer> stale = fillPool(client, url);
        laboratory.gateway.reset();
        laboratory.gateway.answer(
                request -> stale.contains(request.connection()) ? Answer.none(false) : Answer.text("fresh"));

        Fields seen = application.call(client, post(url, "body"));

        assertThat(seen.get("body")).as(seen.toString()).isEqualTo("fresh");
        assertThat(laboratory.gateway.received()).as("sends").hasSize(2);
        Event event = application
                .events()
                .await(is -> is.is("event", "attempt_failed") && is.get("url").startsWith(url));
        assertThat(event.get("kind")).as(event.line()).isEqualTo("stale_connection");
        assertThat(event.get("connection")).as(event.line()).isEqualTo("reused");

        laboratory.gateway.reset();
        laboratory.gateway.answer(
                request -> stale.contains(request.connection()) ? Answer.none(false) : Answer.text("fresh"));
        application.call(client, post(url, "body"));
        assertThat(laboratory.gateway.received()).as("sends of the next call").hasSize(1);
    }

    /** So many calls at once; the connections that they leave in the pool. */
    private Set<Integer> fillPool(String client, String url) {
        Set<Integer> connections = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(1);
        laboratory.gateway.answer(request -> {
            connections.add(request.connection());
            return Answer.text("old").heldBy(all);
        });
        List<String> names = new ArrayList<>();
        for (int i = 0; i < STALE; i++) {
            String name = "pool " + i + " " + url;
            application.child().begin(name, client, get(url));
            names.add(name);
        }
        await(STALE);
        all.countDown();
        names.forEach(name ->
                assertThat(application.child().await(name).get("status")).isEqualTo("200"));
        assertThat(connections).hasSize(STALE);
        return connections;
    }

    private void await(int requests) {
        try {
            laboratory.gateway.await(requests);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void http2_connection_that_is_closed_before_an_answer_was_stale() {
        String client = application.client(Fields.none().with("retry", "never"));
        String url = laboratory.secure.url("storm.secure.test");
        assertThat(application.call(client, get(url)).get("protocol")).isIn("HTTP_2", "h2");
        laboratory.secure.answer(Answer.none(false));
        String path = url + "/" + laboratory.fresh("single.test");
        application.call(client, post(path, "body"));

        Event event = application.events().await(is -> is.is("event", "call_failed") && is.is("url", path));
        assertThat(event.get("kind")).as(event.line()).isEqualTo("stale_connection");
    }

    @Test
    void new_connection_that_is_closed_before_an_answer_is_not_stale() {
        for (boolean reset : List.of(false, true)) {
            String client = application.client(Fields.none().with("version", "1.1"));
            laboratory.gateway.answer(Answer.none(reset));
            Event event = failure(client, post(laboratory.gateway.url(laboratory.fresh("single.test")), "body"));
            assertThat(event.get("kind"))
                    .as(event.line())
                    .isEqualTo(reset ? "reset_before_response" : "closed_before_response");
            assertThat(event.get("connection")).as(event.line()).isEqualTo("new");
        }
    }

    @Test
    void body_that_stalls_ends() {
        CountDownLatch never = new CountDownLatch(1);
        Answer stalled = Answer.events("data: one").pausedBy(never);
        laboratory.gateway.answer(stalled);
        laboratory.secure.answer(stalled);
        for (String url : List.of(
                laboratory.gateway.url(laboratory.fresh("idle.test")) + "/x",
                laboratory.secure.url("stalled.secure.test") + "/" + laboratory.fresh("idle.test"))) {
            Fields seen = call(get(url));
            assertThat(seen.get("exception.0")).as(seen.toString()).isNotNull();
            Event event = application
                    .events()
                    .await(is ->
                            is.is("event", "stream_failed") && is.get("url").equals(url));
            assertThat(event.get("kind")).as(event.line()).isEqualTo("idle_timeout");
            assertThat(event.get("protocol")).as(event.line()).isEqualTo(url.startsWith("https") ? "h2" : "http/1.1");
        }
        never.countDown();
    }

    @Test
    void timeouts_of_the_application_that_are_too_short_are_raised() throws Exception {
        assertRaised(
                "patient.test",
                Fields.none().with("connect", 200).with("read", 200).with("total", 300));
    }

    /** The JDK's limit of a request is one for the first byte, though it counts for all attempts. */
    @Test
    void time_for_the_first_byte_is_raised_alone() throws Exception {
        assertRaised("awaiting.test", Fields.none().with("connect", 200).with("read", 200));
    }

    private void assertRaised(String domain, Fields hurried) throws Exception {
        String client = application.client(hurried);
        CountDownLatch late = new CountDownLatch(1);
        laboratory.gateway.answer(Answer.text("late").heldBy(late));
        String url = laboratory.gateway.url(laboratory.fresh(domain));
        application.child().begin("patient " + url, client, get(url).with("timeout", 200));
        laboratory.gateway.await(1);
        // The same client, not routed, runs out of its own time meanwhile: so has the first call by then.
        Fields unrouted = application.call(
                client,
                get(laboratory.gateway.url(laboratory.fresh("free.test"))).with("timeout", 200));
        assertThat(unrouted.get("status")).as(unrouted.toString()).isNull();
        late.countDown();

        Fields seen = application.child().await("patient " + url);
        assertThat(seen.get("body")).as(seen.toString()).isEqualTo("late");
    }

    @Test
    void what_the_client_sends_again_by_itself_is_told() {
        laboratory.gateway.answer(library().isOkHttp() ? Answer.of(408) : Answer.none(false));
        String url = laboratory.gateway.url(laboratory.fresh("single.test"));
        application.call(application.client(Fields.none()), get(url));

        Event event = application
                .events()
                .await(is -> is.is("event", "call_failed") && is.get("url").startsWith(url));
        // Java 26 sends it five times in all, all others twice.
        int received = laboratory.gateway.received().size();
        assertThat(received).isBetween(2, 5);
        assertThat(event.get("hidden_sends")).as(event.line()).isEqualTo(String.valueOf(received - 1));
    }

    @Test
    void storm_of_the_client_s_own_has_an_end() {
        laboratory.secure.answer(Answer.none(false));
        String url = laboratory.secure.url("storm.secure.test") + "/" + laboratory.fresh("single.test");
        Fields seen = application.call(application.client(Fields.none()), post(url, "body"));

        assertThat(seen.get("exception.0")).as(seen.toString()).isNotNull();
        assertThat(seen.toString()).doesNotContain("GivenUp");
        assertThat(laboratory.secure.received()).hasSizeBetween(1, 6);
    }

    @Test
    void okhttp_pings_a_silent_http2_connection() throws Exception {
        assumeTrue(library().isOkHttp(), "java.net.http has no pings");
        assertThat(call(get(laboratory.secure.url("ping.secure.test"))).get("status"))
                .isEqualTo("200");
        laboratory.secure.awaitPing();
    }

    @Test
    void interrupted_call_is_no_failure() throws Exception {
        CountDownLatch late = new CountDownLatch(1);
        laboratory.gateway.answer(Answer.text("late").heldBy(late));
        String url = laboratory.gateway.url(laboratory.fresh("single.test"));
        application.child().begin("interrupted " + url, "default", get(url));
        laboratory.gateway.await(1);
        application.child().interrupt("interrupted " + url);
        late.countDown();
        application.child().await("interrupted " + url);

        assertNoEvent(url);
    }

    @Test
    void nothing_is_sent_after_an_interrupt_amid_an_answer_that_is_given_up() throws Exception {
        if (caller.way().equals("sendAsync") || caller.way().equals("enqueue")) {
            return; // whoever waits for such a call is none of it
        }
        boolean inTime = false;
        for (int tries = 0; tries < TRIES && !inTime; tries++) {
            inTime = interruptAmidAnAnswer();
        }

        assertThat(laboratory.gateway.received().size()).isEqualTo(1);
    }

    /**
     * Returns whether the interrupt came in time: the rest of the answer is waited for 500 ms, then the call is rightly
     * sent again.
     */
    private boolean interruptAmidAnAnswer() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        laboratory.reset();
        laboratory.gateway.answer(Answer.of(503)
                .header("content-type", "text/plain")
                .body("no upstream")
                .pausedBy(never));
        String url = laboratory.gateway.url(laboratory.fresh("retry.test"));
        application.child().begin("given up " + url, "default", get(url));
        laboratory.gateway.await(1);
        // Some time for the head to arrive.
        call(get("http://" + laboratory.fresh("missing.test") + "/barrier"));
        application.child().interrupt("given up " + url);
        int sent = laboratory.gateway.received().size();
        never.countDown();
        application.child().await("given up " + url);
        return sent == 1;
    }

    @Test
    void body_that_is_closed_early_is_no_failure() throws Exception {
        if (!caller.way().equals("stream")) {
            return; // the others wait for the whole body
        }
        CountDownLatch never = new CountDownLatch(1);
        laboratory.gateway.answer(Answer.events("data: one").pausedBy(never));
        String url = laboratory.gateway.url(laboratory.fresh("single.test"));
        application.child().begin("closed " + url, "default", get(url));
        application.child().awaitBytes("closed " + url, 11);
        application.child().cancel("closed " + url);
        application.child().await("closed " + url);
        never.countDown();

        assertNoEvent(url);
    }

    /** What came of it would have come before a later failure's event. */
    private void assertNoEvent(String url) {
        failure(get("http://" + laboratory.fresh("missing.test") + "/barrier"));
        assertThat(application
                        .events()
                        .all(event -> event.line().contains(URI.create(url).getHost())))
                .isEmpty();
    }

    private Event failure(Fields call) {
        return failure("default", call);
    }
}
