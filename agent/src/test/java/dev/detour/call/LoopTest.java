package dev.detour.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.detour.exchange.Outcome;
import dev.detour.retry.RetryPolicy;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What both loops do alike, and what each does in its own way. */
class LoopTest {
    /** The two ways of calling. */
    enum Loop {
        BLOCKING {
            @Override
            int run(Call call, ScriptedClient client) throws Exception {
                return BlockingLoop.run(call, call.first(), client);
            }
        },
        ASYNC {
            @Override
            int run(Call call, ScriptedClient client) throws Exception {
                try {
                    return AsyncLoop.start(call, call.first(), client).get();
                } catch (ExecutionException failed) {
                    throw (Exception) failed.getCause();
                }
            }
        };

        abstract int run(Call call, ScriptedClient client) throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void hands_back_the_first_answer_that_is_no_failure(Loop loop) throws Exception {
        ScriptedClient client = new ScriptedClient(200);

        assertThat(loop.run(call("GET"), client)).isEqualTo(200);
        assertThat(client.sent).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void sends_again_after_503_and_gives_up_the_answer_first(Loop loop) throws Exception {
        ScriptedClient client = new ScriptedClient(503, 503, 200);

        assertThat(loop.run(call("GET"), client)).isEqualTo(200);
        assertThat(client.discarded).containsExactly(503, 503);
        assertThat(client.sent).extracting(send -> send.attempt().number()).containsExactly(1, 2, 3);
    }

    @Test
    void the_head_came_when_it_came_however_long_the_body_of_a_failure_takes() throws Exception {
        TestRoute route = new TestRoute().path("gateway");
        Call call = route.call("GET");
        Send send = call.first();
        route.pass(Duration.ofMillis(20));
        call.answered(send);
        route.pass(Duration.ofMillis(500));

        call.after(send, Outcome.answered(503, name -> null));

        assertThat(send.attempt().firstByteNanos() - send.attempt().startedNanos())
                .isEqualTo(Duration.ofMillis(20).toNanos());
    }

    /** A call whose second answer is there, and in order. */
    private static Send recovered(Call call) throws Exception {
        Send failed = call.first();
        Decision decision = call.after(failed, Outcome.answered(503, name -> null));
        Send send = call.next(failed, decision);
        call.after(send, Outcome.answered(200, name -> null));
        return send;
    }

    @Test
    void a_success_is_told_when_its_call_ends() throws Exception {
        TestRoute route = new TestRoute().path("gateway");
        Call call = route.call("GET");
        recovered(call);
        assertThat(route.told).hasSize(1).first().asString().startsWith("attemptFailed");

        call.ended();
        call.ended();

        assertThat(route.told).hasSize(2).last().asString().startsWith("callRecovered");
    }

    @Test
    void a_success_is_told_before_what_becomes_of_its_body() throws Exception {
        TestRoute route = new TestRoute().path("gateway");
        Call call = route.call("GET");
        Send send = recovered(call);

        send.bodyFailed(new IOException("Connection reset"));
        call.ended();

        assertThat(route.told)
                .extracting(told -> told.substring(0, told.indexOf(' ')))
                .containsExactly("attemptFailed", "callRecovered", "streamFailed");
    }

    @Test
    void a_success_of_a_call_that_was_cancelled_meanwhile_is_told_at_once() throws Exception {
        TestRoute route = new TestRoute().path("gateway");
        Call call = route.call("GET");
        Send failed = call.first();
        Decision decision = call.after(failed, Outcome.answered(503, name -> null));
        Send send = call.next(failed, decision);
        call.ended();

        call.after(send, Outcome.answered(200, name -> null));

        assertThat(route.told).last().asString().startsWith("callRecovered");
    }

    @Test
    void who_waits_for_a_future_finds_its_success_told() throws Exception {
        TestRoute route = new TestRoute().path("gateway");
        Call call = route.call("GET");
        List<String> toldByThen = new CopyOnWriteArrayList<>();

        AsyncLoop.start(call, call.first(), new ScriptedClient(503, 200))
                .thenRun(() -> toldByThen.addAll(route.told))
                .get();

        assertThat(toldByThen).last().asString().startsWith("callRecovered");
    }

    @ParameterizedTest
    @EnumSource
    void hands_back_the_last_failure_when_attempts_are_used_up(Loop loop) throws Exception {
        ScriptedClient client = new ScriptedClient(503, 503, 503, 200);

        assertThat(loop.run(call("GET"), client)).isEqualTo(503);
        assertThat(client.sent).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void post_is_sent_again_where_nothing_was_sent(Loop loop) throws Exception {
        ScriptedClient client = new ScriptedClient(refused(), 200);

        assertThat(loop.run(call("POST"), client)).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void post_is_not_sent_again_where_it_may_have_been_acted_on(Loop loop) {
        IOException reset = new IOException("HTTP/1.1 header parser received no bytes");
        ScriptedClient client = new ScriptedClient(reset, 200);

        assertThatThrownBy(() -> loop.run(call("POST"), client)).isSameAs(reset);
        assertThat(client.sent).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void the_application_gets_the_original_exception(Loop loop) {
        IOException first = refused();
        IOException last = refused();
        ScriptedClient client = new ScriptedClient(first, refused(), last);

        assertThatThrownBy(() -> loop.run(call("GET"), client)).isSameAs(last);
    }

    @ParameterizedTest
    @EnumSource
    void a_body_that_cannot_be_repeated_is_sent_once(Loop loop) {
        ScriptedClient client = new ScriptedClient(refused(), 200);
        Call call = call(new FakeAsked("POST", false, Map.of()));

        assertThatThrownBy(() -> loop.run(call, client)).isInstanceOf(ConnectException.class);
        assertThat(client.sent).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_caller_that_retries_itself_is_not_multiplied(Loop loop) throws Exception {
        ScriptedClient client = new ScriptedClient(503, 200);
        Call call = call(new FakeAsked("GET", true, Map.of("X-Stainless-Retry-Count", "0")));

        assertThat(loop.run(call, client)).isEqualTo(503);
        assertThat(client.sent).hasSize(1);
    }

    @Test
    void an_interrupt_ends_the_pause_and_the_call() {
        ScriptedClient client = new ScriptedClient(503, 200)
                .duringPause(() -> Thread.currentThread().interrupt());

        assertThatThrownBy(() -> Loop.BLOCKING.run(call("GET"), client)).isInstanceOf(InterruptedException.class);
        assertThat(client.sent).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void a_detach_cuts_a_pause_short(Loop loop) throws Exception {
        TestRoute route = new TestRoute()
                .path("gateway")
                .retry(RetryPolicy.builder()
                        .firstDelay(Duration.ofHours(1))
                        .maxDelay(Duration.ofHours(1))
                        .build());
        Call call = route.call("GET");
        CompletableFuture<Void> drained = new CompletableFuture<>();
        ScriptedClient client = new ScriptedClient(503, 200) {
            @Override
            public void discard(Integer status) {
                new Thread(() -> drain(route, drained)).start();
            }

            @Override
            public void pause(long millis) throws InterruptedException {
                call.pauses().await(millis);
            }
        };

        assertThat(loop.run(call, client)).isEqualTo(200);
        drained.join();
        assertThat(route.calls().isIdle()).isTrue();
    }

    private static void drain(TestRoute route, CompletableFuture<Void> drained) {
        try {
            route.calls().drain(Duration.ofMinutes(1));
            drained.complete(null);
        } catch (InterruptedException nobodyDoes) {
            drained.completeExceptionally(nobodyDoes);
        }
    }

    /** Whatever was sent then would not go as its route says. */
    @ParameterizedTest
    @EnumSource
    void nothing_is_sent_again_once_the_agent_has_gone(Loop loop) throws Exception {
        TestRoute route = new TestRoute().path("gateway").path("vendor");
        Call call = route.call("GET");
        route.calls().drain(Duration.ZERO);
        ScriptedClient client = new ScriptedClient(503, 200);

        assertThat(loop.run(call, client)).isEqualTo(503);
        assertThat(client.sent).hasSize(1);
    }

    /** The JDK's client decides at the head, and may be interrupted while it reads the rest away. */
    @Test
    void an_interrupt_amid_an_answer_that_is_given_up_ends_the_call() {
        InterruptedException interrupt = new InterruptedException();
        Call call = call("GET");
        ScriptedClient client = new ScriptedClient(503, 200) {
            @Override
            public Integer send(Send send) throws Exception {
                assertThat(call.after(send, outcome(super.send(send))).sendsAgain())
                        .isTrue();
                throw interrupt;
            }
        };

        assertThatThrownBy(() -> Loop.BLOCKING.run(call, client)).isSameAs(interrupt);
        assertThat(client.sent).hasSize(1);
        assertThat(client.pauses).isEmpty();
    }

    /** A body that breaks off is no reason to hand back what was not to be handed back. */
    @Test
    void a_failure_amid_an_answer_that_is_given_up_changes_nothing() throws Exception {
        Call call = call("GET");
        ScriptedClient client = new ScriptedClient(503, 200) {
            @Override
            public Integer send(Send send) throws Exception {
                int status = super.send(send);
                if (call.after(send, outcome(status)).sendsAgain()) {
                    throw new IOException("closed");
                }
                return status;
            }
        };

        assertThat(Loop.BLOCKING.run(call, client)).isEqualTo(200);
    }

    @Test
    void a_cancelled_future_cancels_the_attempt_in_flight() throws Exception {
        CompletableFuture<Integer> attempt = new CompletableFuture<>();
        Call call = call("GET");
        CompletableFuture<Integer> result = AsyncLoop.start(call, call.first(), new ScriptedClient(attempt));

        result.cancel(true);

        assertThat(attempt).isCancelled();
        assertThatThrownBy(result::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void a_cancelled_dependent_cancels_the_attempt_in_flight() throws Exception {
        CompletableFuture<Integer> attempt = new CompletableFuture<>();
        Call call = call("GET");
        CompletableFuture<String> dependent =
                AsyncLoop.start(call, call.first(), new ScriptedClient(attempt)).thenApply(String::valueOf);

        dependent.cancel(true);

        assertThat(attempt).isCancelled();
    }

    @Test
    void nothing_is_sent_after_a_cancellation() throws Exception {
        CompletableFuture<Integer> attempt = new CompletableFuture<>();
        ScriptedClient client = new ScriptedClient(attempt, 200);
        Call call = call("GET");
        CompletableFuture<Integer> result = AsyncLoop.start(call, call.first(), client);

        result.cancel(false);
        attempt.complete(503);

        assertThat(client.sent).hasSize(1);
    }

    @Test
    void what_a_client_refuses_at_once_is_thrown_at_once() throws Exception {
        IllegalArgumentException refusal = new IllegalArgumentException("no such method");
        Call call = call("GET");
        AsyncSender<Integer> refusing = new ScriptedClient() {
            @Override
            public CompletableFuture<Integer> sendAsync(Send send) {
                throw refusal;
            }
        };

        assertThatThrownBy(() -> AsyncLoop.start(call, call.first(), refusing)).isSameAs(refusal);
    }

    static ConnectException refused() {
        ConnectException refused = new ConnectException();
        refused.initCause(new ClosedChannelException());
        return refused;
    }

    private static Call call(String method) {
        return call(new FakeAsked(method));
    }

    private static Call call(FakeAsked asked) {
        return new TestRoute().path("gateway").call(asked);
    }
}
