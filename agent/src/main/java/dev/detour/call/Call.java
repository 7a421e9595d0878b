package dev.detour.call;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Url;
import dev.detour.failure.Disposition;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import dev.detour.network.ProxyServer;
import dev.detour.retry.Backoff;
import dev.detour.retry.RetryBudget;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Match;
import dev.detour.route.Path;
import dev.detour.route.Rewrite;
import dev.detour.telemetry.CallReport;
import dev.detour.telemetry.Telemetry;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One routed call, from the application's request to what the application gets: the order of things, on one screen.
 *
 * <p>Used by one thread at a time, not always the same: the client's own ordering carries it from one to the next.
 */
public final class Call {
    private static final String RETRY_COUNT = "X-Stainless-Retry-Count";

    private final Calls calls;
    private final Rules rules;
    private final RouteRules route;
    private final Asked asked;
    private final Telemetry telemetry;
    private final long startedNanos;
    private final long deadlineNanos;
    private int sends;
    private int uncertainSends;
    private @Nullable Failure firstFailure;
    private @Nullable Send next;
    private volatile @Nullable String id;
    private final AtomicBoolean ended = new AtomicBoolean();

    Call(Calls calls, Rules rules, RouteRules route, Asked asked) {
        this.calls = calls;
        this.rules = rules;
        this.route = route;
        this.asked = asked;
        this.telemetry = calls.telemetry();
        this.startedNanos = calls.ticker().nanos();
        this.deadlineNanos = deadline();
        budget().deposit(retry().budget());
    }

    /** Nothing more will be sent: its answer, its failure or its cancellation is the application's. May be said again. */
    void ended() {
        if (ended.compareAndSet(false, true)) {
            calls.ended();
        }
    }

    /** The first attempt. */
    public Send first() {
        try {
            return prepare();
        } catch (RuntimeException | Error fault) {
            ended();
            throw fault;
        }
    }

    /** The attempt that a decision to send again has led to. */
    Send next(Send ended, Decision decision) {
        Send prepared = next;
        if (prepared == null) {
            throw new IllegalStateException("nothing follows " + decision);
        }
        next = null;
        return prepared;
    }

    /**
     * What becomes of the call after an attempt. Asked again for the same attempt, which clients do that decide when the
     * head is there and then fail in the body, it says what it said, or that the answer has gone out.
     */
    public Decision after(Send send, Outcome outcome) {
        Decision made = send.decision();
        if (made != null) {
            return outcome.failure() != null && !made.sendsAgain() ? failedLater(send, outcome.failure()) : made;
        }
        Decision decision;
        try {
            decision = decide(send, outcome);
        } catch (RuntimeException | Error fault) {
            telemetry.agentError(fault);
            decision = outcome.failure() == null ? Decision.handBack(null) : Decision.giveUp(Decision.Reason.POLICY);
        }
        send.decide(decision);
        return decision;
    }

    private Decision decide(Send send, Outcome outcome) {
        Attempt attempt = send.attempt();
        if (outcome.failure() == null) {
            attempt.answeredAt(calls.ticker().nanos());
        }
        Failure failure = calls.classifier().classify(attempt, outcome, asked, provider());
        if (failure == null) {
            succeeded(send);
            return Decision.handBack(null);
        }
        Decision decision = Decide.decide(situation(attempt, outcome, failure));
        if (decision.sendsAgain()) {
            next = prepare();
            payFor(decision, failure);
        }
        failed(send, failure, decision);
        if (decision.action() == Decision.Action.HAND_BACK) {
            attempt.deliver();
        }
        return decision;
    }

    /** What would become of a call that is only observed. */
    Decision wouldHave(Attempt attempt, Outcome outcome, Failure failure) {
        sends = 1;
        return Decide.decide(situation(attempt, outcome, failure));
    }

    private Situation situation(Attempt attempt, Outcome outcome, Failure failure) {
        Disposition disposition = failure.disposition();
        boolean notActed = disposition.acted().isCertainlyNot();
        if (!notActed) {
            uncertainSends++;
        }
        return Situation.builder()
                .policy(retry())
                .answered(outcome.failure() == null)
                .delivered(attempt.isDelivered())
                .notActed(notActed)
                .idempotent(isIdempotent())
                .repeatable(asked.isRepeatable())
                .callerRetries(callerRetries())
                .sends(sends)
                .sendsOnPath(sends)
                .uncertainSends(uncertainSends)
                .sameLimit(sendsAllowed(disposition))
                .granted(retry().on().getOrDefault(failure.kind().code(), 0))
                .movesOn(disposition.movesOn())
                .hasNextPath(false)
                .budgetLeft(budget().left() >= 1)
                .delayMillis(delay(failure))
                .remainingMillis(remainingMillis())
                .build();
    }

    /** A path's own policy takes the place of its route's. */
    private RetryPolicy retry() {
        RetryPolicy own = path().retry();
        return own == null ? route.retry() : own;
    }

    private RouteRules.CallerRetries callerRetriesRule() {
        RouteRules.CallerRetries own = path().callerRetries();
        return own == null ? route.callerRetries() : own;
    }

    private @Nullable String provider() {
        String own = path().provider();
        return own == null ? route.provider() : own;
    }

    private boolean isIdempotent() {
        String method = asked.method();
        return !method.equals("POST") && !method.equals("PATCH");
    }

    private boolean callerRetries() {
        switch (callerRetriesRule()) {
            case YES:
                return true;
            case NO:
                return false;
            default:
                return asked.header(RETRY_COUNT) != null;
        }
    }

    private static int sendsAllowed(Disposition disposition) {
        int repeats = disposition.repeats();
        return repeats == Disposition.AS_POLICY_ALLOWS ? repeats : repeats + 1;
    }

    /** Before the next send on the same path, in milliseconds; negative: the answer asks for longer than is waited. */
    private long delay(Failure failure) {
        Duration wanted = failure.retryAfter();
        if (wanted != null && wanted.compareTo(retry().retryAfter()) > 0) {
            return -1;
        }
        Duration least = wanted == null ? failure.disposition().leastDelay() : wanted;
        return Backoff.of(retry()).delay(sends, calls.random(), least).toMillis();
    }

    /** To move on from what was certainly not acted on costs the origin nothing, and is free. */
    private void payFor(Decision decision, Failure failure) {
        boolean notActed = failure.disposition().acted().isCertainlyNot();
        if (decision.action() == Decision.Action.RETRY || !notActed) {
            budget().take();
        }
    }

    private RetryBudget budget() {
        return calls.budgets().of(originOf(path()));
    }

    private Send prepare() {
        PathRules path = path();
        PathEdits edits = rules.editsOf(path);
        Match match = Objects.requireNonNull(route.route().match(asked.url()), "the route that matched");
        Rewrite rewrite = Rewrite.of(asked.url(), match, path.path(), edits.query());
        Url target = rewrite.target();
        sends++;
        Attempt attempt =
                new Attempt(sends, target, path.path().name(), calls.ticker().nanos());
        ProxyServer proxy = path.network().proxy().proxyFor(target.origin());
        attempt.through(proxy == null ? null : proxy.toString());
        return new Send(attempt, rewrite, edits.headers(), path, remainingMillis());
    }

    /** The path that is sent to: the first one until calls move between paths. */
    private PathRules path() {
        return route.paths().get(0);
    }

    private Origin originOf(PathRules rulesOfPath) {
        Path path = rulesOfPath.path();
        Url base = path.base();
        return base == null ? asked.url().origin() : base.origin();
    }

    private long deadline() {
        Duration total = path().network().timeouts().total();
        long limit = total != null ? total.toNanos() : TimeUnit.MILLISECONDS.toNanos(asked.deadlineMillis());
        return limit == 0 ? Long.MAX_VALUE : startedNanos + limit;
    }

    /** What is left of the call's time, in nanoseconds; {@link Long#MAX_VALUE} where nothing limits it. */
    public long nanosLeft() {
        Duration total = path().network().timeouts().total();
        return total == null
                ? Long.MAX_VALUE
                : startedNanos + total.toNanos() - calls.ticker().nanos();
    }

    private long remainingMillis() {
        return deadlineNanos == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : Math.max(
                        1,
                        TimeUnit.NANOSECONDS.toMillis(
                                deadlineNanos - calls.ticker().nanos()));
    }

    private void succeeded(Send send) {
        Failure first = firstFailure;
        if (first != null) {
            telemetry.callRecovered(report(send, first, null));
        } else if (telemetry.wantsSuccesses()) {
            telemetry.callSucceeded(report(send, null, null));
        }
        send.attempt().deliver();
    }

    private void failed(Send send, Failure failure, Decision decision) {
        if (failure.kind() == FailureKind.CANCELLED) {
            return; // the application's own doing
        }
        if (firstFailure == null) {
            firstFailure = failure;
        }
        if (decision.sendsAgain()) {
            telemetry.attemptFailed(report(send, failure, decision));
        } else {
            telemetry.callFailed(report(send, failure, decision));
        }
    }

    /** What the client throws once the answer has gone out: the body broke off, and nothing is sent again. */
    private Decision failedLater(Send send, Throwable failure) {
        bodyFailed(send, failure);
        return Decision.giveUp(Decision.Reason.DELIVERED);
    }

    /** The body broke off while the application was reading it. Told once, however often the client says so. */
    public void bodyFailed(Send send, Throwable cause) {
        if (!send.endBody()) {
            return;
        }
        try {
            Failure failure = calls.classifier().classify(send.attempt(), Outcome.failed(cause), asked, provider());
            if (failure != null && failure.kind() != FailureKind.CANCELLED) {
                telemetry.streamFailed(report(send, failure, Decision.giveUp(Decision.Reason.DELIVERED)));
            }
        } catch (RuntimeException | Error fault) {
            telemetry.agentError(fault);
        }
    }

    /** The body came to its end. */
    public void bodyEnded(Send send) {
        send.endBody();
    }

    /** A WebSocket stands, or could not be opened, which is told: nothing is tried again for it. */
    public void opened(Send send, @Nullable Throwable cause) {
        ended();
        if (cause == null) {
            return;
        }
        try {
            Failure failure = calls.classifier().classify(send.attempt(), Outcome.failed(cause), asked, provider());
            if (failure != null) {
                failed(send, failure, Decision.giveUp(null));
            }
        } catch (RuntimeException | Error fault) {
            telemetry.agentError(fault);
        }
    }

    /** Made when something is told: most calls succeed and need none. */
    private String id() {
        String made = id;
        if (made == null) {
            made = Reports.newId();
            id = made;
        }
        return made;
    }

    private CallReport report(Send send, @Nullable Failure failure, @Nullable Decision decision) {
        return Reports.of(asked, route, send.attempt(), failure, decision)
                .attemptsAllowed(retry().attempts())
                .callId(id())
                .attempts(send.attempt().number())
                .callMillis(TimeUnit.NANOSECONDS.toMillis(calls.ticker().nanos() - startedNanos))
                .build();
    }
}
