package dev.detour.report;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Calls of which more may be told: events of many calls are mixed, and of a stream that breaks off is told long after
 * its start. Those of which nothing was told for longest are done when there are too many.
 */
final class OpenCalls {
    private static final int MOST = 10_000;
    private static final long MOST_BYTES = 32L << 20;

    private final Map<String, CallEvents> calls = new LinkedHashMap<>(MOST * 2, 0.75f, true);
    private final Consumer<CallEvents> done;
    private long bytes;

    OpenCalls(Consumer<CallEvents> done) {
        this.done = done;
    }

    void add(String id, Told told, Cause cause, byte[] line) {
        CallEvents call = calls.get(id);
        if (call == null) {
            call = new CallEvents(told, cause, line);
            calls.put(id, call);
        } else {
            bytes -= call.bytes();
            call.add(told, cause, line);
        }
        bytes += call.bytes();
        if (calls.size() > MOST || bytes > MOST_BYTES) {
            finishOldest();
        }
    }

    private void finishOldest() {
        Iterator<CallEvents> oldest = calls.values().iterator();
        while (oldest.hasNext() && (calls.size() > MOST || bytes > MOST_BYTES)) {
            CallEvents call = oldest.next();
            oldest.remove();
            bytes -= call.bytes();
            done.accept(call);
        }
    }

    /** Nothing more comes. */
    void finish() {
        calls.values().forEach(done);
        calls.clear();
        bytes = 0;
    }
}
