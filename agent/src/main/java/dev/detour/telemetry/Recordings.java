package dev.detour.telemetry;

import java.util.function.Supplier;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/** Flight Recorder's events: nothing is loaded but the recorder's front until a recording has been started. */
final class Recordings implements Listener {
    private volatile boolean used;

    private Recordings() {}

    /** Null where this runtime has no Flight Recorder. */
    static @Nullable Recordings ofThisRuntime() {
        return ModuleLayer.boot().findModule("jdk.jfr").isPresent() ? new Recordings() : null;
    }

    private boolean isRecording() {
        if (!FlightRecorder.isInitialized()) {
            return false;
        }
        if (!used) {
            used = true;
            RecordedEvents.register();
        }
        return true;
    }

    @Override
    public boolean wantsSuccesses() {
        return isRecording() && RecordedEvents.wantSuccesses();
    }

    @Override
    public void call(Stage stage, CallReport report, Supplier<Event> event) {
        if (isRecording()) {
            RecordedEvents.commit(stage, report.wasSent(), event);
        }
    }

    @Override
    public void breaker(Event.Name name, BreakerReport report, Supplier<Event> event) {
        if (isRecording()) {
            RecordedEvents.commit(name, event);
        }
    }

    @Override
    public void close() {
        if (used) {
            RecordedEvents.unregister();
        }
    }
}
