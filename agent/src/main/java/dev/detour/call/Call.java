package dev.detour.call;

import dev.detour.breaker.Breaker;
import dev.detour.breaker.Opening;
import dev.detour.breaker.Rest;
import dev.detour.exchange.Asked;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.CallerSpan;
import dev.detour.exchange.Outcome;
import dev.detour.failure.Classifier;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import dev.detour.route.Rewrite;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One routed call, from the application's request to what the application gets: the order of things, on one screen.
 *
 * <p>Used by one thread at a time, not always the same: the client's own ordering carries it from one to the next.
 */
public final class Call {
    /** Of the field: an object of its own would be one more with each call. */
    private static final AtomicIntegerFieldUpdater<Call> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(Call.class, "ended");

    private static final AtomicReferenceFieldUpdater<Call, @Nullable Runnable> UNTOLD =
            AtomicReferenceFieldUpdater.newUpdater(Call.class, Runnable.class, "untold");

    private final Calls calls;
    private final Calls.InForce inForce;
    private final RouteRules route;
    private final Asked asked;
    private final Course course;
    private final TimeLimit time;
    private final @Nullable CallerSpan span;
    /** Null before there is something to tell. */
    private volatile @Nullable Story story;
    /** Null before a send has failed: most calls need none. */
    private @Nullable Tries tries;

    private @Nullable Send next;
    private volatile Breaker.@Nullable Pass pass;
    private volatile int ended;
    private volatile @Nullable Runnable untold;

    Call(
            Calls calls,
            Calls.InForce inForce,
            RouteRules route,
            List<Way> usable,
            Asked asked,
            @Nullable CallerSpan span) {
        this.calls = calls;
        this.inForce = inForce;
        this.route = route;
        this.asked = asked;
        this.course = new Course(usable, calls.random());
        this.time = TimeLimit.of(calls.ticker(), course.path().network().timeouts(), asked);
        this.span = span;
    }

    /** Nothing more will be sent: its answer, its failure or its cancellation is the application's. May be said again. */
    public void ended() {
        if (ended == 0 && ENDED.compareAndSet(this, 0, 1)) {
            Breaker.Pass open = pass;
            if (open != null) {
                open.ended(calls.ticker().nanos());
            }
            tellAnswer();
            calls.ended();
        }
    }

    /**
     * The first attempt. To be asked for at once: it begins when the call did.
     *
     * @throws Refused where nothing may be sent: that is told, and the application is to get its exception
     */
    public Send first() throws Refused {
        try {
            long now = time.startedNanos();
            if (!course.begin(now)) {
                throw refused();
            }
            course.way().budget().deposit(course.way().retry().budget());
            return prepare(now);
        } catch (RuntimeException | Error | Refused fault) {
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

    /** The head of an answer is there: now, however long what becomes of it takes, which may need its body's start. */
    public void answered(Send send) {
        send.attempt().answeredAt(calls.ticker().nanos());
    }

    /**
     * What becomes of the call after an attempt. Asked again for the same attempt, which clients do that decide when the
     * head is there and then fail in the body, it says what it said, or that the answer has gone out; where the
     * application has given up meanwhile, that nothing more is sent.
     */
    public Decision after(Send send, Outcome outcome) {
        synchronized (send) { // the head may be judged on one thread, while on another the attempt fails
            Decision made = send.decision();
            return made == null ? decideFirst(send, outcome) : again(send, made, outcome);
        }
    }

    /** The same for an answer, which is looked at only where nothing was decided as soon as its head was there. */
    <R> Decision after(Send send, R response, Sender<R> sender) {
        Decision made = send.decision();
        return made == null ? after(send, sender.outcome(response)) : made;
    }

    private Decision again(Send send, Decision made, Outcome outcome) {
        Throwable failure = outcome.failure();
        if (failure == null) {
            return made;
        }
        if (!made.sendsAgain()) {
            return failedLater(send, failure);
        }
        return isGivenUp(send, outcome) ? giveUp(send) : made;
    }

    /** Whether the application has cancelled, or was interrupted. */
    private boolean isGivenUp(Send send, Outcome outcome) {
        try {
            Failure failure = classifier().classify(send.attempt(), outcome, asked, provider());
            return failure != null && failure.kind() == FailureKind.CANCELLED;
        } catch (RuntimeException | Error fault) {
            calls.fault(fault);
            return true;
        }
    }

    private Decision giveUp(Send send) {
        next = null;
        Decision decision = Decision.giveUp(null);
        send.decide(decision);
        return decision;
    }

    private Decision decideFirst(Send send, Outcome outcome) {
        Decision decision;
        try {
            decision = decide(send, outcome);
        } catch (RuntimeException | Error fault) {
            calls.fault(fault);
            decision = outcome.failure() == null ? Decision.handBack(null) : Decision.giveUp(Decision.Reason.POLICY);
        }
        send.decide(decision);
        return decision;
    }

    /** Whether the body of an answer with this head is to be looked at before {@link #after} is asked. */
    boolean readsBody(Send send, Outcome head) {
        try {
            return classifier().readsBody(send.attempt(), head, asked, provider());
        } catch (RuntimeException | Error fault) {
            calls.fault(fault);
            return false;
        }
    }

    private Decision decide(Send send, Outcome outcome) {
        Attempt attempt = send.attempt();
        if (outcome.failure() == null && attempt.firstByteNanos() == 0) {
            answered(send);
        }
        Failure failure = classifier().classify(attempt, outcome, asked, provider());
        tellBreaker(send, failure, outcome.failure());
        if (failure == null) {
            send.watch(classifier().events(outcome, asked, provider()));
            succeeded(attempt, send.path(), outcome);
            attempt.deliver();
            return Decision.handBack(null);
        }
        tries().failed(failure);
        Decision decision = tries().decide(attempt, outcome, failure);
        if (decision.sendsAgain() && calls.isDrained()) {
            decision = outcome.failure() == null
                    ? Decision.handBack(Decision.Reason.POLICY)
                    : Decision.giveUp(Decision.Reason.POLICY);
        }
        if (decision.sendsAgain()) {
            prepareNext(decision, failure);
        }
        story().failed(attempt, send.path(), failure, decision, outcome.failure());
        if (decision.action() == Decision.Action.HAND_BACK) {
            attempt.deliver();
        }
        return decision;
    }

    /** A failure is the path's own where another path may do better. An answer is a sign of life, whatever it says. */
    private void tellBreaker(Send send, @Nullable Failure failure, @Nullable Throwable thrown) {
        Breaker.Pass open = send.pass();
        pass = null;
        if (open == null) {
            return;
        }
        if (failure != null && failure.disposition().movesOn()) {
            open.failed(Opening.by(failure.kind(), thrown), calls.ticker().nanos());
        } else if (thrown == null) {
            open.succeeded();
        } else {
            open.ended(calls.ticker().nanos());
        }
    }

    private void prepareNext(Decision decision, Failure failure) {
        if (decision.action() == Decision.Action.MOVE) {
            course.moveOn(calls.ticker().nanos());
        }
        Send again = prepare(calls.ticker().nanos());
        again.needNewConnection(failure.disposition().needsNewConnection());
        next = again;
        tries().repeat(failure);
    }

    /** What would become of a call that is only observed. */
    Decision wouldHave(Attempt attempt, Outcome outcome, Failure failure) {
        course.begin(calls.ticker().nanos());
        course.send(calls.ticker().nanos());
        return tries().wouldDecide(attempt, outcome, failure);
    }

    private @Nullable String provider() {
        return course.way().provider();
    }

    private Classifier classifier() {
        return inForce.classifier();
    }

    /**
     * Most calls succeed at once, and nobody wants to know more of them. Where somebody does, it is told when the call
     * ends: a client that hands its answers on by one thread would be held up here, and with it whoever waits for them.
     */
    private void succeeded(Attempt attempt, PathRules path, Outcome outcome) {
        if (story == null && !inForce.telemetry().wantsSuccesses()) {
            inForce.telemetry().countSuccess();
            return;
        }
        untold = () -> story().succeeded(attempt, path, outcome);
        if (ended != 0) {
            tellAnswer();
        }
    }

    /** What is still to be told of its answer: before the application has it, and before what becomes of the body. */
    void tellAnswer() {
        Runnable success = untold;
        if (success == null || !UNTOLD.compareAndSet(this, success, null)) {
            return;
        }
        try {
            success.run();
        } catch (RuntimeException | Error fault) {
            calls.fault(fault);
        }
    }

    private Story story() {
        Story known = story;
        if (known == null) {
            known = new Story(asked, route, inForce.telemetry(), time, span);
            story = known;
        }
        return known;
    }

    private Tries tries() {
        Tries known = tries;
        if (known == null) {
            known = new Tries(calls, route, asked, course, time);
            tries = known;
        }
        return known;
    }

    private Send prepare(long now) {
        Way way = course.way();
        Rewrite rewrite = way.rewrite(asked.url());
        Breaker.Pass entered = course.send(now);
        Attempt attempt =
                new Attempt(course.sends(), rewrite.target(), way.path().path().name(), now);
        attempt.through(way.proxy());
        pass = entered;
        if (entered != null && ended != 0) {
            entered.ended(now); // cancelled meanwhile: a probe of which nobody hears would keep the path closed
        }
        return new Send(this, attempt, way, rewrite, Math.max(1, time.remainingMillis()), entered);
    }

    /** The waits between attempts. */
    public Pauses pauses() {
        return calls.pauses();
    }

    /** What is left of the call's configured time, in nanoseconds; {@link Long#MAX_VALUE} where nothing limits it. */
    long nanosLeft() {
        return time.configuredNanosLeft();
    }

    private Refused refused() {
        long now = calls.ticker().nanos();
        Rest rest = course.rest(now);
        Opening opening = rest == null ? Opening.by(FailureKind.CIRCUIT_OPEN, null) : rest.opening();
        Failure failure = Failure.of(
                FailureKind.CIRCUIT_OPEN,
                "opened by " + opening.kind().code() + " (" + opening.kind().meaning() + "), tried again in "
                        + course.millisToProbe(now) + " ms");
        IOException shown = opening.exception();
        story().failed(new Attempt(0, asked.url(), null, now), course.path(), failure, Decision.giveUp(null), shown);
        return new Refused(shown);
    }

    /** What the client throws once the answer has gone out: the body broke off, and nothing is sent again. */
    private Decision failedLater(Send send, Throwable failure) {
        send.bodyFailed(failure);
        return Decision.giveUp(Decision.Reason.DELIVERED);
    }

    /** The body of its answer broke off. */
    void bodyBroken(Send send, Throwable cause) {
        tellAnswer();
        try {
            Failure failure = classifier().classify(send.attempt(), Outcome.failed(cause), asked, provider());
            if (failure != null) {
                story().streamBroken(send.attempt(), send.path(), failure);
            }
        } catch (RuntimeException | Error fault) {
            calls.fault(fault);
        }
    }

    /** What the application gets for that. */
    void bodyShown(Throwable shown) {
        try {
            story().shown(shown);
        } catch (RuntimeException | Error fault) {
            calls.fault(fault);
        }
    }

    /** Its answer says itself that it failed, or ended too soon, if it did. */
    void streamFailed(Send send, @Nullable Failure failure) {
        tellAnswer();
        if (failure != null) {
            story().streamFailed(send.attempt(), send.path(), failure);
        }
    }

    /** Something of ours went wrong. */
    void fault(Throwable fault) {
        calls.fault(fault);
    }

    /** A WebSocket stands, or could not be opened, which is told: nothing is tried again for it. */
    public void opened(Send send, @Nullable Throwable cause) {
        try {
            Failure failure = cause == null
                    ? null
                    : classifier().classify(send.attempt(), Outcome.failed(cause), asked, provider());
            tellBreaker(send, failure, cause);
            if (failure != null) {
                story().failed(send.attempt(), send.path(), failure, Decision.giveUp(null), cause);
            }
        } catch (RuntimeException | Error fault) {
            calls.fault(fault);
        } finally {
            ended();
        }
    }
}
