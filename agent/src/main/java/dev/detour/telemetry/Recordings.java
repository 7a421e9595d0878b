package dev.detour.telemetry;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Flight Recorder's events: nothing is loaded but the recorder's front until a recording has been started.
 *
 * <p>The first who has something to tell then registers the types, and nobody else may touch one before that is done. To
 * initialize a type takes the recorder's lock, and who registers one holds that lock and initializes it: two threads that
 * each begin at another end would wait for each other for ever, and all calls with them. What comes meanwhile waits in a
 * queue, its caller does not.
 */
final class Recordings implements Listener {
    /** More than comes in the hundredths of a second that it takes to register. */
    private static final int MOST_WAITING = 1_000;

    private enum State {
        UNUSED,
        REGISTERING,
        READY,
        CLOSED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.UNUSED);
    private final Queue<Runnable> waiting = new LinkedBlockingQueue<>(MOST_WAITING);

    private Recordings() {}

    /** Null where this runtime has no Flight Recorder. */
    static @Nullable Recordings ofThisRuntime() {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent() ? new Recordings() : null;
    }

    @Override
    public boolean mayWantSuccesses() {
        return true;
    }

    @Override
    public boolean wantsSuccesses() {
        if (!FlightRecorder.isInitialized()) {
            return false;
        }
        return isReady() ? RecordedEvents.wantSuccesses() : state.get() == State.REGISTERING;
    }

    @Override
    public void call(Stage stage, CallReport report, Told told) {
        if (FlightRecorder.isInitialized()) {
            if (isReady()) {
                RecordedEvents.commit(stage, report, told);
            } else {
                told.settle();
                later(() -> RecordedEvents.commit(stage, report, told));
            }
        }
    }

    @Override
    public void breaker(BreakerReport report, Event event) {
        if (FlightRecorder.isInitialized()) {
            if (isReady()) {
                RecordedEvents.commit(event);
            } else {
                later(() -> RecordedEvents.commit(event));
            }
        }
    }

    /** Whether the types may be used; registers them where nobody has begun to. */
    private boolean isReady() {
        return state.get() == State.READY || (state.compareAndSet(State.UNUSED, State.REGISTERING) && register());
    }

    private boolean register() {
        try {
            AccessController.doPrivileged((PrivilegedAction<@Nullable Void>) () -> {
                RecordedEvents.register();
                return null;
            });
        } catch (RuntimeException | Error fault) {
            close();
            RecordedEvents.unregister();
            throw fault;
        }
        if (!state.compareAndSet(State.REGISTERING, State.READY)) {
            RecordedEvents.unregister();
            return false;
        }
        commitWaiting();
        return true;
    }

    private void later(Runnable commit) {
        if (state.get() != State.CLOSED && waiting.offer(commit) && state.get() == State.READY) {
            commitWaiting(); // it became ready just now, and who registered may have looked already
        }
    }

    /** One that fails keeps none of the others from being told; it is thrown when they are. */
    private void commitWaiting() {
        RuntimeException first = null;
        for (Runnable commit = waiting.poll(); commit != null; commit = waiting.poll()) {
            try {
                commit.run();
            } catch (RuntimeException fault) {
                first = first == null ? fault : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    @Override
    public void close() {
        if (state.getAndSet(State.CLOSED) == State.READY) {
            RecordedEvents.unregister();
        }
        waiting.clear();
    }
}
