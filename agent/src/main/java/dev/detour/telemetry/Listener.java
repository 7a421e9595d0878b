package dev.detour.telemetry;

import java.util.function.Supplier;

/**
 * One way of telling. Called on the application's threads, so it must be quick; what it throws is counted and goes no
 * further.
 */
interface Listener extends AutoCloseable {
    /** Whether {@link Stage#CALL_SUCCEEDED} is of use to it now. */
    boolean wantsSuccesses();

    /**
     * Something has become of a call, which is none that the application cancelled.
     *
     * @param event the same in words; made when it is first asked for
     */
    void call(Stage stage, CallReport report, Supplier<Event> event);

    /** A breaker has opened or closed, as the name of the event says. */
    void breaker(Event.Name name, BreakerReport report, Supplier<Event> event);

    @Override
    void close();
}
