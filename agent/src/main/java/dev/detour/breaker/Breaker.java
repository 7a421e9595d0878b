package dev.detour.breaker;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls off one path that fails, and lets one at a time find out whether it has healed. For any thread; nobody
 * waits, and a path that works costs one volatile read a call.
 *
 * <p>Closed: every call may pass. Open, after failures in a row: none may, for a time that grows with every probe that
 * fails and that is another one in every JVM, so that they do not come back together. Half open, when that time is over:
 * one live call may pass, the probe; its verdict closes the breaker or opens it for longer. A probe that says nothing for
 * as long as the breaker was open last does not keep the path closed for ever: another one may pass.
 */
public final class Breaker {
    /** As metrics and people are told. */
    public enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /** Is told of changes, on the thread of the call that brought them about; must neither block nor throw. */
    public interface Listener {
        /**
         * It was closed, or half open, and is open for this time.
         *
         * @param failures in a row that it took, those of probes included
         */
        void opened(Opening opening, int failures, Duration span);

        /** A probe was well: every call may pass again. */
        void closed();
    }

    private final BreakerPolicy policy;
    private final DoubleSupplier random;
    private final Listener listener;
    private final AtomicReference<Phase> phase = new AtomicReference<>(new Closed(0));
    private final Pass usual = new Pass(null);

    /**
     * A closed one.
     *
     * @param random from 0, below 1
     */
    public Breaker(BreakerPolicy policy, DoubleSupplier random, Listener listener) {
        this.policy = policy;
        this.random = random;
        this.listener = listener;
    }

    public BreakerPolicy policy() {
        return policy;
    }

    /** Whether a call may pass now; nothing changes by asking. */
    public boolean admits(long nowNanos) {
        Phase current = phase.get();
        return !(current instanceof Open) || ((Open) current).isDue(nowNanos);
    }

    /** Lets a call pass, as the probe where it is half open; null: it must not. What became of it must be said. */
    public @Nullable Pass enter(long nowNanos) {
        Phase current = phase.get();
        if (!(current instanceof Open)) {
            return usual;
        }
        Open open = (Open) current;
        if (!open.isDue(nowNanos)) {
            return null;
        }
        Open probing = open.probedAt(nowNanos);
        return phase.compareAndSet(open, probing) ? new Pass(probing) : null;
    }

    public State state(long nowNanos) {
        Phase current = phase.get();
        if (!(current instanceof Open)) {
            return State.CLOSED;
        }
        Open open = (Open) current;
        return open.probes || open.isDue(nowNanos) ? State.HALF_OPEN : State.OPEN;
    }

    /** What opened it, and when the next probe may pass; null while it is closed. */
    public @Nullable Rest rest(long nowNanos) {
        Phase current = phase.get();
        if (!(current instanceof Open)) {
            return null;
        }
        Open open = (Open) current;
        return new Rest(open.opening, Duration.ofNanos(Math.max(0, open.dueNanos - nowNanos)));
    }

    /** That a call passed, and what became of it. The first word counts; one must be said. */
    public final class Pass {
        private final @Nullable Open probe;

        private Pass(@Nullable Open probe) {
            this.probe = probe;
        }

        /** Whether it is to find out if the path has healed. */
        public boolean isProbe() {
            return probe != null;
        }

        /** The path did what it is there for, whatever the answer says. */
        public void succeeded() {
            if (probe == null) {
                beginAnew();
            } else if (phase.compareAndSet(probe, new Closed(0))) {
                listener.closed();
            }
        }

        /** The path failed. */
        public void failed(Opening opening, long nowNanos) {
            if (probe == null) {
                count(opening, nowNanos);
            } else {
                open(probe, probe.round + 1, opening, probe.failures + 1, nowNanos);
            }
        }

        /** Nothing is known: cancelled, or a failure that is not the path's. The next call may be the probe. */
        public void ended(long nowNanos) {
            if (probe != null) {
                phase.compareAndSet(probe, probe.dueAt(nowNanos));
            }
        }
    }

    /** Whatever fails meanwhile: a success that gave way to it would be lost, and the row go on through it. */
    private void beginAnew() {
        for (Phase current = phase.get(); current instanceof Closed; current = phase.get()) {
            if (((Closed) current).failures == 0 || phase.compareAndSet(current, new Closed(0))) {
                return;
            }
        }
    }

    private void count(Opening opening, long nowNanos) {
        for (Phase current = phase.get(); current instanceof Closed; current = phase.get()) {
            Closed closed = (Closed) current;
            int failures = closed.failures + 1;
            if (failures >= policy.failures()) {
                open(closed, 0, opening, failures, nowNanos);
                return;
            }
            if (phase.compareAndSet(closed, new Closed(failures))) {
                return;
            }
        }
        // Open already: this call had passed before, and says nothing new.
    }

    private void open(Phase before, int round, Opening opening, int failures, long nowNanos) {
        long span = span(round);
        if (phase.compareAndSet(before, new Open(opening, failures, round, span, nowNanos + span, false))) {
            listener.opened(opening, failures, Duration.ofNanos(span));
        }
    }

    /** Doubles from the first to the longest, of which chance takes up to a half. */
    private long span(int round) {
        double longest = policy.maxOpen().toNanos();
        double whole = Math.min(longest, policy.firstOpen().toNanos() * Math.pow(2, round));
        return Math.max(TimeUnit.MILLISECONDS.toNanos(1), (long) (whole * (0.5 + random.getAsDouble() / 2)));
    }

    /** What a breaker is in between two calls: immutable, told apart by identity. */
    private abstract static class Phase {}

    private static final class Closed extends Phase {
        /** In a row. */
        final int failures;

        Closed(int failures) {
            this.failures = failures;
        }
    }

    private static final class Open extends Phase {
        final Opening opening;
        /** In a row. */
        final int failures;

        final int round;
        final long spanNanos;
        final long dueNanos;
        /** Whether one has passed and has not come back. */
        final boolean probes;

        Open(Opening opening, int failures, int round, long spanNanos, long dueNanos, boolean probes) {
            this.opening = opening;
            this.failures = failures;
            this.round = round;
            this.spanNanos = spanNanos;
            this.dueNanos = dueNanos;
            this.probes = probes;
        }

        boolean isDue(long nowNanos) {
            return nowNanos - dueNanos >= 0;
        }

        Open probedAt(long nowNanos) {
            return new Open(opening, failures, round, spanNanos, nowNanos + spanNanos, true);
        }

        Open dueAt(long nowNanos) {
            return new Open(opening, failures, round, spanNanos, nowNanos, false);
        }
    }
}
