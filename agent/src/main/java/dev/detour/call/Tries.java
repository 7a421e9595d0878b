package dev.detour.call;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.Outcome;
import dev.detour.failure.Disposition;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import dev.detour.retry.Backoff;
import dev.detour.retry.RetryBudget;
import dev.detour.retry.RetryPolicy;
import java.time.Duration;

/** What has become of the sends of a call that failed, and with that the situation in which it is decided about another. */
final class Tries {
    private static final String RETRY_COUNT = "X-Stainless-Retry-Count";

    private final Calls calls;
    private final RouteRules route;
    private final Asked asked;
    private final Course course;
    private final TimeLimit time;
    private int uncertainSends;
    private boolean repaired;

    Tries(Calls calls, RouteRules route, Asked asked, Course course, TimeLimit time) {
        this.calls = calls;
        this.route = route;
        this.asked = asked;
        this.course = course;
        this.time = time;
    }

    /** The last send has failed. */
    void failed(Failure failure) {
        if (!failure.disposition().acted().isCertainlyNot()) {
            uncertainSends++;
        }
    }

    /** It is sent again after this failure. */
    void repeat(Failure failure) {
        repaired |= isRepair(failure);
    }

    /** Many calls that fail together may see the last token, and one gets it: the others decide without. */
    Decision decide(Attempt attempt, Outcome outcome, Failure failure) {
        RetryBudget budget = course.way().budget();
        boolean left = budget.left() >= 1;
        Decision decision = Decide.decide(situation(attempt, outcome, failure, left));
        return left && costs(decision, failure) && !budget.take()
                ? Decide.decide(situation(attempt, outcome, failure, false))
                : decision;
    }

    /** What would be decided; the budget is only looked at. */
    Decision wouldDecide(Attempt attempt, Outcome outcome, Failure failure) {
        boolean left = course.way().budget().left() >= 1;
        return Decide.decide(situation(attempt, outcome, failure, left));
    }

    /** To move on from what was not acted on is free. */
    private static boolean costs(Decision decision, Failure failure) {
        return decision.action() == Decision.Action.RETRY
                || (decision.action() == Decision.Action.MOVE
                        && !failure.disposition().acted().isCertainlyNot());
    }

    private Situation situation(Attempt attempt, Outcome outcome, Failure failure, boolean budgetLeft) {
        Disposition disposition = failure.disposition();
        long now = calls.ticker().nanos();
        return Situation.builder()
                .policy(retry())
                .answered(outcome.failure() == null)
                .delivered(attempt.isDelivered())
                .notActed(disposition.acted().isCertainlyNot())
                .idempotent(isIdempotent())
                .repeatable(asked.isRepeatable())
                .callerRetries(callerRetries())
                .repairs(isRepair(failure) && !repaired)
                .sends(course.sends())
                .sendsOnPath(course.sendsOnPath())
                .uncertainSends(uncertainSends)
                .sameLimit(sendsAllowed(failure))
                .granted(granted(failure))
                .pathRests(course.rests(now))
                .movesOn(disposition.movesOn())
                .hasNextPath(course.hasNext(now))
                .budgetLeft(budgetLeft)
                .delayMillis(delay(failure))
                .remainingMillis(attempt.isExpired() ? 0 : time.remainingMillis())
                .build();
    }

    private static boolean isRepair(Failure failure) {
        return failure.kind() == FailureKind.STALE_CONNECTION;
    }

    private boolean isIdempotent() {
        String method = asked.method();
        return !method.equals("POST") && !method.equals("PATCH");
    }

    private boolean callerRetries() {
        switch (route.callerRetriesOf(course.path())) {
            case YES:
                return true;
            case NO:
                return false;
            default:
                return asked.header(RETRY_COUNT) != null;
        }
    }

    /** On one path: as the dictionary has it, unless the answer itself says whether it is worth another try. */
    private static int sendsAllowed(Failure failure) {
        Boolean shouldRetry = failure.shouldRetry();
        if (shouldRetry != null) {
            return shouldRetry ? Disposition.AS_POLICY_ALLOWS : 1;
        }
        int repeats = failure.disposition().repeats();
        return repeats == Disposition.AS_POLICY_ALLOWS ? repeats : repeats + 1;
    }

    private int granted(Failure failure) {
        boolean forbidden = Boolean.FALSE.equals(failure.shouldRetry());
        return forbidden ? 0 : retry().on().getOrDefault(failure.kind().code(), 0);
    }

    /** Before the next send on the same path, in milliseconds; negative: the answer asks for longer than is waited. */
    private long delay(Failure failure) {
        Duration wanted = failure.retryAfter();
        if (wanted != null && wanted.compareTo(retry().retryAfter()) > 0) {
            return -1;
        }
        Duration least = wanted == null ? failure.disposition().leastDelay() : wanted;
        return Backoff.of(retry())
                .delay(course.sendsOnPath(), calls.random().getAsDouble(), least)
                .toMillis();
    }

    private RetryPolicy retry() {
        return course.way().retry();
    }
}
