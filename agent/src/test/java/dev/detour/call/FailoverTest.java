package dev.detour.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.detour.breaker.Breaker;
import dev.detour.breaker.Lane;
import dev.detour.call.LoopTest.Loop;
import dev.detour.exchange.Outcome;
import dev.detour.retry.RetryPolicy;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A route with several paths: where calls go, and what keeps them off. */
class FailoverTest {
    @ParameterizedTest
    @EnumSource
    void moves_at_once_to_the_next_path(Loop loop) throws Exception {
        TestRoute route = new TestRoute().path("first").path("second");
        ScriptedClient client = new ScriptedClient(LoopTest.refused(), 200);

        assertThat(loop.run(route.call("POST"), client)).isEqualTo(200);
        assertThat(pathsOf(client)).containsExactly("first", "second");
        assertThat(client.pauses).allMatch(pause -> pause == 0);
        assertThat(route.told)
                .containsExactly(
                        "attemptFailed 1 first connect_refused move", "callRecovered 2 second connect_refused");
    }

    @ParameterizedTest
    @EnumSource
    void takes_the_last_path_again_when_all_were_tried(Loop loop) throws Exception {
        TestRoute route = new TestRoute().path("first").path("second");
        ScriptedClient client = new ScriptedClient(LoopTest.refused(), LoopTest.refused(), 200);

        assertThat(loop.run(route.call("GET"), client)).isEqualTo(200);
        assertThat(pathsOf(client)).containsExactly("first", "second", "second");
    }

    @Test
    void a_path_that_the_client_cannot_call_is_passed_over() throws Exception {
        TestRoute route = new TestRoute().path("my_first").path("second");
        ScriptedClient client = new ScriptedClient(200);

        assertThat(Loop.BLOCKING.run(route.call("GET"), client)).isEqualTo(200);
        assertThat(pathsOf(client)).containsExactly("second");
        assertThat(new TestRoute().path("my_only").calls().open(new FakeAsked("GET")))
                .isNull();
    }

    @Test
    void what_the_dictionary_keeps_on_its_path_does_not_move() throws Exception {
        TestRoute route = new TestRoute().path("first").path("second");
        ScriptedClient client = new ScriptedClient(401);

        assertThat(Loop.BLOCKING.run(route.call("GET"), client)).isEqualTo(401);
        assertThat(pathsOf(client)).containsExactly("first");
    }

    @Test
    void a_caller_that_retries_itself_gets_paths_that_were_not_tried_and_no_repeats() throws Exception {
        TestRoute route = new TestRoute().path("first").path("second");
        ScriptedClient client = new ScriptedClient(503, 503, 200);
        FakeAsked asked = new FakeAsked("GET", true, Map.of("X-Stainless-Retry-Count", "0"));

        assertThat(Loop.BLOCKING.run(route.call(asked), client)).isEqualTo(503);
        assertThat(pathsOf(client)).containsExactly("first", "second");
    }

    @Test
    void sends_in_all_are_limited_over_all_paths() throws Exception {
        TestRoute route = new TestRoute()
                .path("first")
                .path("second")
                .path("third")
                .retry(RetryPolicy.builder().attempts(2));
        ScriptedClient client = new ScriptedClient(503, 503, 200);

        assertThat(Loop.BLOCKING.run(route.call("GET"), client)).isEqualTo(503);
        assertThat(pathsOf(client)).containsExactly("first", "second");
    }

    @Test
    void a_move_after_what_may_have_been_acted_on_takes_from_the_budget_of_the_path_that_failed() throws Exception {
        TestRoute route = new TestRoute()
                .path("first")
                .path("second")
                .retry(RetryPolicy.builder().budget(0));
        int moved = 0;
        for (int call = 0; call < 15; call++) {
            ScriptedClient client = new ScriptedClient(502, 200);
            moved += Loop.BLOCKING.run(route.call("GET"), client) == 200 ? 1 : 0;
        }

        assertThat(moved).isEqualTo(10);
    }

    @Test
    void an_open_breaker_keeps_the_next_calls_off_the_path() throws Exception {
        TestRoute route = new TestRoute().path("first").path("second").breaker(2);
        fail(route, 2);
        ScriptedClient client = new ScriptedClient(200);

        Loop.BLOCKING.run(route.call("GET"), client);

        assertThat(pathsOf(client)).containsExactly("second");
        assertThat(route.told).contains("breakerOpened first");
    }

    @Test
    void one_live_call_probes_and_brings_the_others_back() throws Exception {
        TestRoute route = new TestRoute().path("first").path("second").breaker(2);
        fail(route, 2);
        route.pass(Duration.ofSeconds(10));
        ScriptedClient probe = new ScriptedClient(200);
        ScriptedClient after = new ScriptedClient(200);

        Call probing = route.call("GET");
        Send first = probing.first();
        ScriptedClient beside = new ScriptedClient(200);
        Loop.BLOCKING.run(route.call("GET"), beside);
        BlockingLoop.run(probing, first, probe);
        Loop.BLOCKING.run(route.call("GET"), after);

        assertThat(pathsOf(beside)).as("while the probe is under way").containsExactly("second");
        assertThat(pathsOf(probe)).containsExactly("first");
        assertThat(pathsOf(after)).containsExactly("first");
        assertThat(route.told).contains("breakerClosed first");
    }

    @Test
    void a_probe_that_fails_costs_its_call_nothing() throws Exception {
        TestRoute route = new TestRoute().path("first").path("second").breaker(2);
        fail(route, 2);
        route.pass(Duration.ofSeconds(10));
        ScriptedClient client = new ScriptedClient(LoopTest.refused(), 200);

        assertThat(Loop.BLOCKING.run(route.call("POST"), client)).isEqualTo(200);
        assertThat(pathsOf(client)).containsExactly("first", "second");
    }

    @Test
    void a_probe_that_is_cancelled_leaves_room_for_the_next() throws Exception {
        TestRoute route = new TestRoute().path("first").path("second").breaker(2);
        fail(route, 2);
        route.pass(Duration.ofSeconds(10));
        Call cancelled = route.call("GET");
        assertThat(cancelled.first().path().path().name()).isEqualTo("first");
        cancelled.ended();
        ScriptedClient client = new ScriptedClient(200);

        Loop.BLOCKING.run(route.call("GET"), client);

        assertThat(pathsOf(client)).containsExactly("first");
    }

    @ParameterizedTest
    @EnumSource
    void fails_at_once_when_all_paths_are_open(Loop loop) {
        TestRoute route = new TestRoute().path("first").path("second").breaker(1);
        Throwable last = catchThrowable(
                () -> loop.run(route.call("GET"), new ScriptedClient(LoopTest.refused(), LoopTest.refused())));
        assertThat(last).isInstanceOf(ConnectException.class);
        ScriptedClient client = new ScriptedClient(200);

        Throwable shown = catchThrowable(() -> loop.run(route.call("GET"), client));

        assertThat(shown).isInstanceOf(Refused.class);
        IOException applications = ((Refused) shown).shown();
        assertThat(applications).isExactlyInstanceOf(ConnectException.class).isNotSameAs(last);
        assertThat(applications.getSuppressed()).hasSize(1);
        assertThat(client.sent).isEmpty();
        assertThat(route.told).last().isEqualTo("callFailed 0 circuit_open give_up");
    }

    @Test
    void an_answer_opens_a_breaker_too_and_then_the_application_gets_an_io_exception() throws Exception {
        TestRoute route = new TestRoute()
                .path("only")
                .breaker(1)
                .retry(RetryPolicy.builder().attempts(1));
        assertThat(Loop.BLOCKING.run(route.call("GET"), new ScriptedClient(503)))
                .isEqualTo(503);

        assertThatThrownBy(() -> route.call("GET").first())
                .isInstanceOf(Refused.class)
                .extracting(refused -> ((Refused) refused).shown().getClass())
                .isEqualTo(IOException.class);
    }

    @Test
    void is_not_sent_again_to_a_path_that_has_been_given_a_rest_meanwhile() {
        TestRoute route = new TestRoute().path("only").breaker(1);
        ScriptedClient client = new ScriptedClient(LoopTest.refused(), 200);

        assertThatThrownBy(() -> Loop.BLOCKING.run(route.call("GET"), client)).isInstanceOf(ConnectException.class);
        assertThat(client.sent).hasSize(1);
    }

    @Test
    void a_call_from_before_a_reload_takes_no_breaker_from_those_after_it() throws Exception {
        TestRoute route = new TestRoute().path("first").path("second").breaker(5);
        Call old = route.call("GET");
        Send oldSend = old.first();
        route.breaker(3).reload();
        fail(route, 1);
        Map<Lane, Breaker> inForce = route.calls().breakers().all();

        Decision decision = old.after(oldSend, Outcome.failed(LoopTest.refused()));

        assertThat(decision.action()).isEqualTo(Decision.Action.MOVE);
        assertThat(inForce)
                .hasSize(2)
                .allSatisfy((lane, breaker) ->
                        assertThat(breaker.policy().failures()).isEqualTo(3));
        assertThat(route.calls().breakers().all()).isEqualTo(inForce);
        fail(route, 2);
        assertThat(route.told).contains("breakerOpened first");
    }

    @Test
    void a_breaker_that_is_open_outlives_a_reload_that_leaves_its_policy() throws Exception {
        TestRoute route = new TestRoute().path("first").path("second").breaker(2);
        fail(route, 2);
        route.reload();
        ScriptedClient client = new ScriptedClient(200);

        Loop.BLOCKING.run(route.call("GET"), client);

        assertThat(pathsOf(client)).containsExactly("second");
    }

    @Test
    void a_breaker_whose_policy_a_reload_has_changed_is_told_of_no_more() throws Exception {
        TestRoute route = new TestRoute().path("first").path("second").breaker(2);
        fail(route, 2);
        assertThat(route.calls().breakerStates()).isNotEmpty();

        route.breaker(3).reload();

        assertThat(route.calls().breakerStates()).isEmpty();
    }

    @Test
    void a_breaker_that_a_reload_has_turned_off_is_told_of_no_more() throws Exception {
        TestRoute route = new TestRoute().path("first").path("second").breaker(2);
        Call old = route.call("GET");
        Send oldSend = old.first();
        fail(route, 2);
        route.withoutBreaker().reload();
        old.after(oldSend, Outcome.failed(LoopTest.refused()));
        ScriptedClient client = new ScriptedClient(200);

        Loop.BLOCKING.run(route.call("GET"), client);

        assertThat(pathsOf(client)).containsExactly("first");
        assertThat(route.calls().breakerStates()).isEmpty();
    }

    @Test
    void a_canary_gets_its_share_and_the_others_begin_behind_it() throws Exception {
        TestRoute route = new TestRoute().path("canary", 0.1).path("proven");

        assertThat(begins(route, 0.09)).isEqualTo("canary");
        assertThat(begins(route, 0.1)).isEqualTo("proven");
        assertThat(begins(route, 0.99)).isEqualTo("proven");
    }

    @Test
    void a_canary_that_fails_falls_back_to_the_proven_path() throws Exception {
        TestRoute route = new TestRoute().path("canary", 0.1).path("proven");
        route.random = 0;
        ScriptedClient client = new ScriptedClient(503, 200);

        assertThat(Loop.BLOCKING.run(route.call("GET"), client)).isEqualTo(200);
        assertThat(pathsOf(client)).containsExactly("canary", "proven");
    }

    @Test
    void a_call_that_is_not_for_the_canary_comes_to_it_last() throws Exception {
        TestRoute route = new TestRoute().path("canary", 0.1).path("proven").path("backup");
        route.random = 0.5;
        ScriptedClient client = new ScriptedClient(503, 503, 200);

        assertThat(Loop.BLOCKING.run(route.call("GET"), client)).isEqualTo(200);
        assertThat(pathsOf(client)).containsExactly("proven", "backup", "canary");
    }

    @ParameterizedTest
    @EnumSource
    void the_exception_tells(Loop loop) {
        TestRoute route = new TestRoute()
                .path("first")
                .path("second")
                .retry(RetryPolicy.builder().attempts(2));
        IOException last = LoopTest.refused();

        Throwable shown =
                catchThrowable(() -> loop.run(route.call("GET"), new ScriptedClient(LoopTest.refused(), last)));

        assertThat(shown).isSameAs(last).hasMessage(null);
        assertThat(shown.getSuppressed()).hasSize(1);
        assertThat(shown.getSuppressed()[0])
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("Detour: 2 second connect_refused give_up policy Before that: connect_refused.")
                .satisfies(diagnosis -> assertThat(diagnosis.getStackTrace()).isEmpty());
    }

    @Test
    void an_exception_that_several_calls_share_says_so_once() {
        TestRoute route =
                new TestRoute().path("only").retry(RetryPolicy.builder().attempts(1));
        IOException same = LoopTest.refused();

        for (int call = 0; call < 3; call++) {
            assertThatThrownBy(() -> Loop.BLOCKING.run(route.call("GET"), new ScriptedClient(same)))
                    .isSameAs(same);
        }

        assertThat(same.getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly("Detour: 1 only connect_refused give_up policy", Diagnosis.SHARED);
    }

    @Test
    void the_exception_tells_once_however_often_its_own_call_is_told_of_it() throws Exception {
        TestRoute route = new TestRoute().path("only");
        IOException same = new IOException("unexpected end of stream");
        Call call = route.call("GET");
        Send send = call.first();
        call.after(send, Outcome.answered(200, name -> null));

        call.after(send, Outcome.failed(same));
        send.bodyFailed(same);

        assertThat(same.getSuppressed()).hasSize(1);
    }

    @Test
    void the_exception_stays_as_it_was_where_the_route_says_so() {
        TestRoute route = new TestRoute()
                .path("only")
                .silent()
                .retry(RetryPolicy.builder().attempts(1));

        Throwable shown =
                catchThrowable(() -> Loop.BLOCKING.run(route.call("GET"), new ScriptedClient(LoopTest.refused())));

        assertThat(shown.getSuppressed()).isEmpty();
    }

    /** Calls that fail on the first path and are answered by the second. */
    private static void fail(TestRoute route, int calls) throws Exception {
        for (int call = 0; call < calls; call++) {
            Loop.BLOCKING.run(route.call("GET"), new ScriptedClient(LoopTest.refused(), 200));
        }
    }

    private static String begins(TestRoute route, double random) throws Exception {
        route.random = random;
        ScriptedClient client = new ScriptedClient(200);
        Loop.BLOCKING.run(route.call("GET"), client);
        return pathsOf(client).get(0);
    }

    private static List<String> pathsOf(ScriptedClient client) {
        return client.sent.stream().map(send -> send.path().path().name()).collect(Collectors.toList());
    }
}
