package dev.detour.telemetry;

/**
 * One way of telling. Called on the application's threads, so it must be quick; what it throws is counted and goes no
 * further.
 */
interface Listener extends AutoCloseable {
    /** Whether {@link Stage#CALL_SUCCEEDED} can ever be of use to it: else it is neither asked nor told. */
    boolean mayWantSuccesses();

    /** Whether it is of use to it now. */
    default boolean wantsSuccesses() {
        return mayWantSuccesses();
    }

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
