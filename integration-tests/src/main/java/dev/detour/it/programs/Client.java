package dev.detour.it.programs;

/** A long-lived client of some library. Calls come from several threads. Implementations take {@link Fields}. */
public interface Client extends AutoCloseable {
    /**
     * Runs a call to its end on the calling thread.
     *
     * @param call what to ask, and in which way
     * @param seen takes down what an application would see, and lets others follow and cancel the call
     * @throws Exception what the library throws
     */
    void call(Fields call, Seen seen) throws Exception;

    /** Closes connections that it keeps for later calls, as far as its library lets it. */
    default void rest() {}

    @Override
    default void close() {}
}
