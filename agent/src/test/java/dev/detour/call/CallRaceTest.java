package dev.detour.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.breaker.Breaker;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Url;
import dev.detour.network.NetworkSettings;
import dev.detour.race.Interleavings;
import dev.detour.race.Race;
import dev.detour.retry.RetryBudget;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Edits;
import dev.detour.route.Match;
import dev.detour.route.Path;
import dev.detour.route.Route;
import dev.detour.telemetry.CallReport;
import dev.detour.telemetry.Telemetry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Calls against what comes at the same time: a detach, a reload, a cancellation, other calls. */
class CallRaceTest {
    static final class CallAndDetach implements Race {
        private final TestRoute route = new TestRoute().path("gateway");
        private boolean drained;
        private boolean lost;

        @Override
        public List<Runnable> threads() {
            Calls calls = route.calls();
            return List.of(() -> call(calls), () -> call(calls), () -> drain(calls));
        }

        private void call(Calls calls) {
            Call call = calls.open(new FakeAsked("GET"));
            if (call != null) {
                lost |= drained;
                call.ended();
                call.ended();
            }
        }

        private void drain(Calls calls) {
            try {
                calls.drain(Duration.ofSeconds(5));
                drained = true;
            } catch (InterruptedException nobodyDoes) {
                throw new IllegalStateException(nobodyDoes);
            }
        }

        @Override
        public void check() {
            assertThat(drained).isTrue();
            assertThat(lost)
                    .as("a call that goes its route's way after the clients were given back")
                    .isFalse();
        }
    }

    @Test
    void no_call_slips_by_who_waits_for_all_to_end() throws Throwable {
        assertThat(Interleavings.explore(CallAndDetach.class, 1)).isGreaterThan(20);
    }

    static final class LastToken implements Race {
        private final TestRoute route =
                new TestRoute().path("gateway").retry(RetryPolicy.builder().budget(0));
        private final List<Decision> decisions = new ArrayList<>();

        @Override
        public List<Runnable> threads() {
            RetryBudget budget = budget();
            while (budget.left() >= 2) {
                budget.take();
            }
            return List.of(failing(), failing(), failing());
        }

        private RetryBudget budget() {
            return route.calls()
                    .budgets()
                    .of(Url.parse("https://gateway.example.com").origin());
        }

        private Runnable failing() {
            Call call = route.call("GET");
            Send send = first(call);
            return () -> decisions.add(call.after(send, Outcome.answered(503, name -> null)));
        }

        @Override
        public void check() {
            assertThat(decisions).hasSize(3).filteredOn(Decision::sendsAgain).hasSize(1);
            assertThat(budget().left()).isZero();
        }
    }

    private static Send first(Call call) {
        try {
            return call.first();
        } catch (Refused refused) {
            throw new IllegalStateException(refused);
        }
    }

    @Test
    void one_call_gets_the_last_token() throws Throwable {
        assertThat(Interleavings.explore(LastToken.class, 1)).isGreaterThan(20);
    }

    /** One attempt fails and the next path, whose breaker wants a probe, answers; meanwhile the application gives up. */
    abstract static class Cancellation implements Race, AsyncSender<Integer> {
        final TestRoute route = new TestRoute().path("gateway").path("spare").breaker(1);
        final CompletableFuture<Integer> first = new CompletableFuture<>();
        final CompletableFuture<Integer> second = new CompletableFuture<>();
        final List<Integer> discarded = new ArrayList<>();
        final List<Send> sent = new ArrayList<>();
        private int sentBefore;
        CompletableFuture<Integer> result = new CompletableFuture<>();
        boolean gaveUp;

        @Override
        public List<Runnable> threads() {
            openBothBreakers();
            Call call = route.call("GET");
            result = AsyncLoop.start(call, first(call), this);
            sentBefore = sent.size();
            Runnable giveUp = giveUp(result);
            List<Runnable> threads = new ArrayList<>(List.of(() -> first.complete(503), () -> {
                giveUp.run();
                gaveUp = true;
            }));
            if (answers()) {
                threads.add(() -> second.complete(200));
            }
            return threads;
        }

        /** Whether the second attempt is answered; else it can only be cancelled. */
        boolean answers() {
            return true;
        }

        abstract Runnable giveUp(CompletableFuture<Integer> future);

        private void openBothBreakers() {
            Call failing = route.call("GET");
            Decision decision = failing.after(first(failing), Outcome.answered(503, name -> null));
            assertThat(decision.action()).isEqualTo(Decision.Action.MOVE);
            failing.after(failing.next(first(failing), decision), Outcome.answered(503, name -> null));
            failing.ended();
            route.pass(Duration.ofSeconds(60));
        }

        @Override
        public CompletableFuture<Integer> sendAsync(Send send) {
            assertThat(gaveUp)
                    .as("an attempt begins after the application has given up")
                    .isFalse();
            sent.add(send);
            return sent.size() == 1 ? first : second;
        }

        @Override
        public Outcome outcome(Integer status) {
            return Outcome.answered(status, name -> null);
        }

        @Override
        public void discard(Integer status) {
            discarded.add(status);
        }

        @Override
        public void check() {
            assertThat(sentBefore).isEqualTo(1);
            assertThat(result).isDone();
            assertThat(sent.size() < 2 || second.isDone())
                    .as("no attempt goes on")
                    .isTrue();
            boolean handedOn = !result.isCompletedExceptionally();
            boolean answered = sent.size() == 2 && second.isDone() && !second.isCompletedExceptionally();
            assertThat(discarded.contains(200) || (handedOn && result.join() == 200))
                    .as("an answer is handed on, or given up")
                    .isEqualTo(answered);
            assertThat(route.calls().breakers().all().values())
                    .as("no probe is left without a word")
                    .allMatch(breaker ->
                            breaker.admits(route.nanos()) || breaker.state(route.nanos()) == Breaker.State.OPEN);
            assertThat(hasEnded()).isTrue();
        }

        private boolean hasEnded() {
            try {
                route.calls().drain(Duration.ZERO);
            } catch (InterruptedException nobodyDoes) {
                throw new IllegalStateException(nobodyDoes);
            }
            return route.calls().isIdle();
        }
    }

    static class OfTheResult extends Cancellation {
        @Override
        Runnable giveUp(CompletableFuture<Integer> future) {
            return () -> future.cancel(true);
        }
    }

    static class OfADependent extends Cancellation {
        @Override
        Runnable giveUp(CompletableFuture<Integer> future) {
            CompletableFuture<String> dependent = future.thenApply(String::valueOf);
            return () -> dependent.cancel(true);
        }
    }

    static final class OfTheResultWithoutAnswer extends OfTheResult {
        @Override
        boolean answers() {
            return false;
        }
    }

    static final class OfADependentWithoutAnswer extends OfADependent {
        @Override
        boolean answers() {
            return false;
        }
    }

    @Test
    void no_attempt_goes_on_when_the_application_has_given_up() throws Throwable {
        assertThat(Interleavings.explore(OfTheResultWithoutAnswer.class, 2)).isGreaterThan(20);
        assertThat(Interleavings.explore(OfADependentWithoutAnswer.class, 2)).isGreaterThan(20);
    }

    @Test
    void a_cancelled_call_has_one_end_and_begins_nothing() throws Throwable {
        assertThat(Interleavings.explore(OfTheResult.class, 1)).isGreaterThan(20);
    }

    @Test
    void so_has_one_of_which_a_dependent_was_cancelled() throws Throwable {
        assertThat(Interleavings.explore(OfADependent.class, 1)).isGreaterThan(20);
    }

    static final class Reload implements Race {
        private final List<String> messages = new ArrayList<>();
        private final Calls calls = new Calls(rules("the-key-of-before"), telemetry(), new TestRoute(), () -> 0.5);

        @Override
        public List<Runnable> threads() {
            return List.of(this::call, () -> calls.use(rules("the-key-of-after"), telemetry()));
        }

        private void call() {
            Call call = Objects.requireNonNull(calls.open(new FakeAsked("GET")));
            Send send = first(call);
            String key = send.headers().set().get("x-api-key");
            call.after(send, Outcome.failed(new IOException("the peer does not like " + key)));
            call.ended();
        }

        private static Rules rules(String key) {
            Url gateway = Url.parse("https://gateway.example.com");
            Edits headers = Edits.of(Map.of("x-api-key", key), Set.of());
            Path path = Path.of("gateway", gateway, Path.Credentials.STRIP, headers, Edits.none(), 1);
            RouteRules route = RouteRules.of(
                    Route.of("api", List.of(Match.of(Url.parse("https://api.example.com"), false))),
                    List.of(PathRules.of(path, NetworkSettings.none())),
                    RetryPolicy.never(),
                    dev.detour.breaker.BreakerPolicy.off(),
                    RouteRules.CallerRetries.AUTO,
                    true,
                    null);
            return Rules.of(List.of(route), false, Rules.CREDENTIAL_HEADERS, Set.of());
        }

        private Telemetry telemetry() {
            return (Telemetry) Proxy.newProxyInstance(
                    Telemetry.class.getClassLoader(), new Class<?>[] {Telemetry.class}, (proxy, method, arguments) -> {
                        if (arguments != null && arguments[0] instanceof CallReport report) {
                            messages.add(String.valueOf(
                                    Objects.requireNonNull(report.failure()).message()));
                        }
                        Class<?> type = method.getReturnType();
                        return type == boolean.class ? (Object) false : type == String.class ? "" : null;
                    });
        }

        @Override
        public void check() {
            assertThat(messages).isNotEmpty().allMatch(message -> message.endsWith("does not like ***"));
        }
    }

    @Test
    void a_call_keeps_its_rules_and_their_secrets_whatever_is_loaded_meanwhile() throws Throwable {
        assertThat(Interleavings.explore(Reload.class, 1)).isGreaterThan(20);
    }

    @Test
    void a_dependent_that_is_cancelled_while_its_call_waits_ends_the_call() throws Exception {
        TestRoute route = new TestRoute()
                .path("gateway")
                .retry(RetryPolicy.builder()
                        .firstDelay(Duration.ofHours(1))
                        .maxDelay(Duration.ofHours(1))
                        .build());
        ScriptedClient client = new ScriptedClient(503, 200);
        Call call = route.call("GET");
        CompletableFuture<Integer> result = AsyncLoop.start(call, call.first(), client);
        CompletableFuture<String> dependent = result.thenApply(String::valueOf);
        assertThat(result).isNotDone();

        dependent.cancel(true);

        assertThat(result).isCancelled();
        assertThat(route.calls().isIdle()).isTrue();
        assertThat(client.sent).hasSize(1);
    }
}
