package dev.detour.client;

import java.util.List;

/** An HTTP client that can be instrumented. */
public interface Client {
    /** What is changed in its classes. */
    List<Change> changes();

    /** The lowest number of a hook of this client. Numbers of two clients never overlap; none is above 63. */
    int firstHook();

    /** The highest number that may be a hook of this client. */
    int lastHook();

    /**
     * Our side of what the changes call. Asked for once, when the first hook is called: by then the client's classes can
     * be looked into.
     *
     * @throws ReflectiveOperationException where this version of the client lacks something that we need
     */
    Hooks hooks() throws ReflectiveOperationException;

    /** Lets go of everything that would keep this agent or an application's loader alive. */
    void close();
}
