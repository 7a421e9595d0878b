package dev.detour.report;

import static dev.detour.report.EventLines.attempt;
import static dev.detour.report.EventLines.digest;
import static dev.detour.report.EventLines.event;
import static dev.detour.report.EventLines.failed;
import static dev.detour.report.EventLines.recovered;
import static dev.detour.report.EventLines.total;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    @Test
    void rescue_is_by_what_was_decided_before() throws IOException {
        Digest digest = digest(
                attempt("1", 0, "overloaded", "retry"),
                recovered("1", 1, "overloaded"),
                attempt("2", 0, "overloaded", "move"),
                recovered("2", 1, "overloaded"),
                recovered("3", 1, "overloaded"));

        assertThat(total(digest, Measure.RESCUED_BY_RETRY)).isEqualTo(1);
        assertThat(total(digest, Measure.RESCUED_BY_FAILOVER)).isEqualTo(1);
        assertThat(total(digest, Measure.RESCUED_SOMEHOW)).isEqualTo(1);
        assertThat(total(digest, Measure.FAILURES)).isEqualTo(2);
    }

    @Test
    void order_of_lines_does_not_matter() throws IOException {
        List<String> lines = IntStream.range(0, 30)
                .boxed()
                .flatMap(i -> List.of(
                        attempt("r" + i, i, "overloaded", "move"), recovered("r" + i, i + 1, "overloaded"),
                        attempt("l" + i, i, "server_error", "retry"), failed("l" + i, i + 1, "server_error"))
                        .stream())
                .collect(Collectors.toList());
        long[] inOrder = digest(lines.toArray(new String[0])).timeline().totals();
        Collections.reverse(lines);

        assertThat(digest(lines.toArray(new String[0])).timeline().totals()).isEqualTo(inOrder);
        assertThat(inOrder[Measure.CALLS_LOST.place()]).isEqualTo(30);
    }

    @Test
    void time_lost_is_that_in_failed_attempts_and_waiting() throws IOException {
        Digest digest = digest(
                attempt("1", 0, "overloaded", "retry"),
                failed("1", 1, "overloaded"),
                event("stream_failed", "2", 1, "body_reset", "\"elapsed_ms\":60000"));

        assertThat(total(digest, Measure.FAILING_MS)).isEqualTo(300);
        assertThat(total(digest, Measure.WAITING_MS)).isEqualTo(50);
    }

    @Test
    void call_that_no_path_took_is_lost_without_an_attempt_and_without_time() throws IOException {
        Digest digest = digest(
                failed("1", 0, "connect_refused"),
                event(
                        "call_failed",
                        "2",
                        1,
                        "circuit_open",
                        "\"elapsed_ms\":0,\"call_ms\":0,\"decision\":\"give_up\""));

        assertThat(total(digest, Measure.FAILURES)).isEqualTo(1);
        assertThat(total(digest, Measure.NOT_SENT)).isEqualTo(1);
        assertThat(total(digest, Measure.CALLS_LOST)).isEqualTo(2);
        assertThat(digest.timeline().calls().total()).isEqualTo(1);
        assertThat(digest.causes().all())
                .filteredOn(cause -> cause.kind().equals("circuit_open"))
                .singleElement()
                .satisfies(cause -> {
                    assertThat(cause.untilFailure().total()).isZero();
                    assertThat(cause.calls().total()).isZero();
                });
    }

    @Test
    void stream_that_breaks_after_a_rescue_is_broken() throws IOException {
        Digest digest = digest(
                attempt("1", 0, "overloaded", "move"),
                recovered("1", 1, "overloaded"),
                event("stream_failed", "1", 9, "body_reset", "\"elapsed_ms\":900"));

        assertThat(digest.outcomes()).containsOnlyKeys(Outcome.STREAM_BROKEN);
        assertThat(digest.stories().chosen()).hasSize(1);
    }

    @Test
    void call_without_an_end_is_told_as_such() throws IOException {
        assertThat(digest(attempt("1", 0, "overloaded", "retry")).outcomes()).containsOnlyKeys(Outcome.NO_END);
    }

    @Test
    void silly_numbers_do_no_harm() throws IOException {
        Digest digest = digest(
                event("call_failed", "1", 0, "overloaded", "\"elapsed_ms\":-5,\"call_ms\":9223372036854775807"),
                event(
                        "attempt_failed",
                        "2",
                        0,
                        "overloaded",
                        "\"elapsed_ms\":9223372036854775807,\"delay_ms\":9223372036854775807"));

        assertThat(total(digest, Measure.FAILING_MS)).isEqualTo(86_400_000);
    }

    @Test
    void dropped_events_are_added_up() throws IOException {
        assertThat(digest(
                                event("agent_error", "", 0, "", "\"message\":\"12 events were dropped: more came\""),
                                event("agent_error", "", 0, "", "\"message\":\"30 events were dropped: more came\""),
                                event("agent_error", "", 0, "", "\"message\":\"x\""))
                        .remarks()
                        .dropped())
                .isEqualTo(42);
    }

    @Test
    void breakers_are_open_until_they_close_or_open_again() throws IOException {
        List<BreakerTimes.Open> open = digest(
                        event("breaker_closed", "", 40, "", ""),
                        event("breaker_opened", "", 10, "overloaded", "\"open_ms\":5000,\"failures\":5"),
                        event("breaker_opened", "", 20, "overloaded", "\"open_ms\":10000,\"failures\":1"),
                        event("breaker_opened", "", 90, "overloaded", "\"open_ms\":5000"))
                .breakers()
                .all();

        assertThat(open).hasSize(3);
        assertThat(open).extracting(each -> each.end() - each.start()).containsExactly(10_000L, 20_000L, 5_000L);
        assertThat(open).extracting(BreakerTimes.Open::isClosed).containsExactly(false, true, false);
    }

    @Test
    void what_is_rare_is_not_crowded_out_of_the_stories() throws IOException {
        Digest digest = new Digest();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            lines.append(failed("a" + i, i, "rate_limited"));
            if (i % 1_000 == 0) {
                lines.append(failed("b" + i, i, "tls_untrusted"));
                lines.append(recovered("c" + i, i, "overloaded"));
            }
        }
        EventLines.reading(digest, lines.toString());
        digest.finish();
        List<CallEvents> chosen = digest.stories().chosen();

        assertThat(chosen).hasSize(2_000);
        assertThat(chosen.stream().filter(call -> call.cause().kind().equals("tls_untrusted")))
                .hasSize(30);
        assertThat(chosen.stream().filter(call -> call.cause().kind().equals("overloaded")))
                .hasSize(30);
        long early = chosen.stream()
                .filter(call ->
                        call.time() < EventLines.START.plusSeconds(15_000).toEpochMilli())
                .count();
        assertThat(early).isBetween(850L, 1_150L);
        assertThat(digest.stories().offered()).isEqualTo(30_060);
    }

    @Test
    void shares_of_the_stories_are_fair_between_those_that_are_many() {
        Stories stories = new Stories(100, 1 << 20);
        Causes causes = new Causes();
        for (int i = 0; i < 5_000; i++) {
            for (String kind :
                    i % 10 == 0 ? new String[] {"overloaded", "rate_limited"} : new String[] {"overloaded"}) {
                Told told = EventLines.told(failed("1", i, kind));
                stories.offer(new CallEvents(told, causes.of(told), new byte[10]));
            }
        }

        assertThat(stories.chosen().stream()
                        .filter(call -> call.cause().kind().equals("rate_limited"))
                        .count())
                .isBetween(45L, 55L);
    }

    @Test
    void stories_stay_within_their_bytes() {
        Stories stories = new Stories(1_000, 10_000);
        Told told = EventLines.told(failed("1", 0, "overloaded"));
        Cause cause = new Causes().of(told);
        for (int i = 0; i < 100; i++) {
            stories.offer(new CallEvents(told, cause, new byte[1_000]));
        }

        assertThat(stories.chosen()).hasSize(10);
    }

    @Test
    void hostile_variety_stays_within_bounds() throws IOException {
        Digest digest = new Digest();
        for (int i = 0; i < 5_000; i++) {
            EventLines.reading(
                    digest,
                    failed("c" + i, i * 400L, "kind" + i)
                            .replace("\"gateway\"", "\"path" + i + "\"")
                            .replace("gateway.example.com", "host" + i)
                            .replace("\"pid\":1", "\"pid\":" + i));
        }
        digest.finish();

        assertThat(digest.causes().all()).hasSizeLessThan(1_200);
        assertThat(digest.instances().all()).hasSizeLessThan(502);
        assertThat(digest.timeline().inOrder()).hasSizeLessThan(2_001);
        assertThat(total(digest, Measure.CALLS_LOST)).isEqualTo(5_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 40, 86_400, 86_400 * 365L, 86_400 * 365 * 100L})
    void stretches_of_time_grow_and_nothing_is_lost(long seconds) {
        Timeline timeline = new Timeline();
        Told told = EventLines.told(failed("1", 0, "overloaded"));
        Cause cause = new Causes().of(told);
        for (int i = 0; i < 10_000; i++) {
            timeline.add(told.time() + i * seconds * 1_000 / 10_000, cause, Measure.FAILURES, 1);
            timeline.ended(told.time() + i * seconds * 1_000 / 10_000, 7);
        }

        assertThat(timeline.totals()[Measure.FAILURES.place()]).isEqualTo(10_000);
        assertThat(timeline.calls().total()).isEqualTo(10_000);
        assertThat(timeline.inOrder()).hasSizeLessThanOrEqualTo(2_001);
        assertThat(timeline.inOrder().keySet()).allMatch(start -> start % timeline.widthMillis() == 0);
    }

    @Test
    void quantiles_are_exact_to_within_a_sixteenth() {
        Durations durations = new Durations();
        LongStream.rangeClosed(1, 100_000).forEach(durations::add);

        assertThat(durations.quantile(0.5)).isCloseTo(50_000, within(50_000 / 16.0));
        assertThat(durations.quantile(0.99)).isCloseTo(99_000, within(99_000 / 16.0));
        assertThat(new Durations().quantile(0.5)).isZero();
        for (long millis : new long[] {0, 1, 7, 8, 15, 16, 17, 1_000, 86_400_000}) {
            assertThat(Durations.middle(Durations.step(millis))).isCloseTo((double) millis, within(millis / 16.0));
        }
    }
}
