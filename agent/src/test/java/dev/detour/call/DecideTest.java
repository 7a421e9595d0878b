package dev.detour.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.call.Decision.Action;
import dev.detour.call.Decision.Reason;
import dev.detour.retry.RetryPolicy;
import dev.detour.retry.RetryPolicy.Unsafe;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecideTest {
    @Test
    void retries_what_was_not_acted_on_after_the_delay() {
        Decision decision = Decide.decide(get().delayMillis(240).build());

        assertThat(decision.action()).isEqualTo(Action.RETRY);
        assertThat(decision.delayMillis()).isEqualTo(240);
    }

    @Test
    void moves_at_once_where_there_is_another_path() {
        Decision decision = Decide.decide(
                get().movesOn(true).hasNextPath(true).delayMillis(240).build());

        assertThat(decision.action()).isEqualTo(Action.MOVE);
        assertThat(decision.delayMillis()).isZero();
    }

    @Test
    void never_sends_again_what_went_to_the_application() {
        assertThat(Decide.decide(get().delivered(true).build()).reason()).isEqualTo(Reason.DELIVERED);
    }

    @Test
    void never_sends_a_body_that_cannot_be_repeated() {
        assertThat(Decide.decide(get().repeatable(false).build()).reason()).isEqualTo(Reason.BODY);
    }

    @Test
    void a_body_that_cannot_be_repeated_does_not_move_either() {
        Situation situation =
                get().repeatable(false).movesOn(true).hasNextPath(true).build();

        assertThat(Decide.decide(situation).reason()).isEqualTo(Reason.BODY);
    }

    @ParameterizedTest
    @CsvSource({
        // unsafe, not acted, uncertain sends, sends again
        "NEVER, true, 0, false",
        "NEVER, false, 1, false",
        "NOT_ACTED, true, 0, true",
        "NOT_ACTED, false, 1, false",
        "ONCE, true, 0, true",
        "ONCE, false, 1, true",
        "ONCE, false, 2, false",
        "ALWAYS, false, 2, true",
    })
    void sends_post_again_only_as_the_policy_says(Unsafe unsafe, boolean notActed, int uncertain, boolean again) {
        Situation situation = get().idempotent(false)
                .policy(RetryPolicy.builder().unsafe(unsafe).attempts(9).build())
                .notActed(notActed)
                .uncertainSends(uncertain)
                .build();

        Decision decision = Decide.decide(situation);

        assertThat(decision.sendsAgain()).isEqualTo(again);
        if (!again) {
            assertThat(decision.reason()).isEqualTo(Reason.UNSAFE);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, false", "1, 3, true", "2, 3, true", "3, 3, false", "3, 4, true"})
    void sends_as_often_as_the_policy_says(int sends, int attempts, boolean again) {
        Situation situation = get().policy(
                        RetryPolicy.builder().attempts(attempts).build())
                .sends(sends)
                .sendsOnPath(sends)
                .build();

        assertThat(Decide.decide(situation).sendsAgain()).isEqualTo(again);
    }

    @Test
    void one_attempt_is_never_again_not_even_elsewhere() {
        Situation situation = get().policy(RetryPolicy.never())
                .movesOn(true)
                .hasNextPath(true)
                .build();

        assertThat(Decide.decide(situation).reason()).isEqualTo(Reason.POLICY);
    }

    @Test
    void a_code_may_be_granted_more_attempts_than_the_policy_and_the_dictionary_allow() {
        Situation situation = get().policy(RetryPolicy.builder()
                        .attempts(1)
                        .on(Map.of("rate_limited", 5))
                        .build())
                .sameLimit(1)
                .granted(5)
                .sends(4)
                .sendsOnPath(4)
                .build();

        assertThat(Decide.decide(situation).sendsAgain()).isTrue();
    }

    @Test
    void the_dictionary_may_forbid_the_same_path() {
        assertThat(Decide.decide(get().sameLimit(1).build()).reason()).isEqualTo(Reason.POLICY);
        assertThat(Decide.decide(get().sameLimit(1).movesOn(true).build()).reason())
                .isEqualTo(Reason.NO_PATH);
    }

    @Test
    void what_may_be_sent_again_moves_where_its_path_is_given_a_rest_meanwhile() {
        assertThat(Decide.decide(get().pathRests(true).hasNextPath(true).build())
                        .action())
                .isEqualTo(Action.MOVE);
        assertThat(Decide.decide(get().pathRests(true).build()).reason()).isEqualTo(Reason.NO_PATH);
        assertThat(Decide.decide(get().pathRests(true)
                                .hasNextPath(true)
                                .sameLimit(1)
                                .build())
                        .reason())
                .isEqualTo(Reason.POLICY);
    }

    @Test
    void a_caller_that_retries_itself_gets_one_repair_of_a_stale_connection() {
        assertThat(Decide.decide(get().callerRetries(true).repairs(true).build())
                        .action())
                .isEqualTo(Action.RETRY);
    }

    @Test
    void a_code_may_be_granted_fewer_attempts_than_the_policy() {
        assertThat(Decide.decide(
                                get().granted(1).movesOn(true).hasNextPath(true).build())
                        .reason())
                .isEqualTo(Reason.POLICY);
    }

    @Test
    void nothing_is_sent_when_the_time_is_up() {
        assertThat(Decide.decide(get().remainingMillis(0)
                                .movesOn(true)
                                .hasNextPath(true)
                                .build())
                        .reason())
                .isEqualTo(Reason.DEADLINE);
    }

    @Test
    void leaves_the_same_path_to_a_caller_that_retries_itself() {
        assertThat(Decide.decide(get().callerRetries(true).build()).reason()).isEqualTo(Reason.CALLER_RETRIES);
    }

    @Test
    void moves_for_a_caller_that_retries_itself() {
        Situation situation =
                get().callerRetries(true).movesOn(true).hasNextPath(true).build();

        assertThat(Decide.decide(situation).action()).isEqualTo(Action.MOVE);
    }

    @Test
    void does_not_wait_past_the_deadline() {
        Situation situation = get().delayMillis(500).remainingMillis(500).build();

        assertThat(Decide.decide(situation).reason()).isEqualTo(Reason.DEADLINE);
    }

    @Test
    void does_not_wait_for_a_retry_after_that_is_too_long() {
        assertThat(Decide.decide(get().delayMillis(-1).build()).reason()).isEqualTo(Reason.POLICY);
    }

    @Test
    void a_retry_needs_budget_and_a_move_after_no_action_does_not() {
        assertThat(Decide.decide(get().budgetLeft(false).build()).reason()).isEqualTo(Reason.BUDGET);

        Situation moving =
                get().budgetLeft(false).movesOn(true).hasNextPath(true).build();
        assertThat(Decide.decide(moving).action()).isEqualTo(Action.MOVE);
    }

    @Test
    void an_answer_is_handed_back_and_an_exception_given_up() {
        assertThat(Decide.decide(get().repeatable(false).answered(true).build()).action())
                .isEqualTo(Action.HAND_BACK);
        assertThat(Decide.decide(get().repeatable(false).answered(false).build())
                        .action())
                .isEqualTo(Action.GIVE_UP);
    }

    /** A GET that was refused, with everything in favour of sending it again. */
    private static Situation.Builder get() {
        return Situation.builder()
                .policy(RetryPolicy.defaults())
                .answered(false)
                .delivered(false)
                .notActed(true)
                .idempotent(true)
                .repeatable(true)
                .callerRetries(false)
                .repairs(false)
                .sends(1)
                .sendsOnPath(1)
                .uncertainSends(0)
                .sameLimit(Integer.MAX_VALUE)
                .granted(0)
                .pathRests(false)
                .movesOn(false)
                .hasNextPath(false)
                .budgetLeft(true)
                .delayMillis(0)
                .remainingMillis(Long.MAX_VALUE);
    }
}
