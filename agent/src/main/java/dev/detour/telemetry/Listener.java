package dev.detour.telemetry;

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
     * @param told the same in words
     */
    void call(Stage stage, CallReport report, Told told);

    /** A breaker has opened or closed, as the event's name says. */
    void breaker(BreakerReport report, Event event);

    @Override
    void close();
}
