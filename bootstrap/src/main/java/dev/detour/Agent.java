package dev.detour;

import java.lang.instrument.ClassFileTransformer;
import java.util.Map;

/** The opened agent, as the entry sees it. It lives in a loader of its own, which is gone after {@link #close()}. */
public interface Agent extends ClassFileTransformer {
    /** Leaves new calls alone, and waits a while for those that it has begun. Before the classes are given back. */
    void drain();

    /** Takes every hook back, stops everything that was started. Calls in flight end as they would have. */
    void close();

    /**
     * Runs a command that came in by attach.
     *
     * @param command its name
     * @param options its options, and what the entry knows: see {@link Options}
     * @return what it answers; the empty text where there is nothing to say
     * @throws IllegalArgumentException where there is no such command
     */
    String command(String command, Map<String, String> options);
}
