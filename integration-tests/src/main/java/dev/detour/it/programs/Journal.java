package dev.detour.it.programs;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * What a service knows of its own calls: for each, by number from 0 on, the periods in which it began and ended, how
 * often it ended, and how. A period is what the test calls it. For many threads.
 */
final class Journal {
    /** How a call ended that went well. */
    static final String GOOD = "good";

    private final List<Entry> entries = new ArrayList<>();
    private int period;
    private int open;
    private int settled;

    /** Calls that begin or end from now on do so in this period. */
    synchronized void enter(int next) {
        period = next;
        settled = 0;
    }

    synchronized int begin() {
        entries.add(new Entry(period));
        open++;
        return entries.size() - 1;
    }

    synchronized void end(int number, String how) {
        Entry entry = entries.get(number);
        if (entry.times++ == 0) {
            open--;
        }
        entry.ended = period;
        entry.how = how;
        if (entry.began == period) {
            settled++;
        }
        notifyAll();
    }

    synchronized int underWay() {
        return open;
    }

    /** Waits until so many calls have begun and ended in this period, whichever way. */
    synchronized void await(int count) throws Exception {
        await(() -> settled >= count, () -> "only " + settled + " calls ended");
    }

    /** Waits until none is under way. */
    synchronized void awaitCalm() throws Exception {
        await(() -> open == 0, () -> open + " calls are under way");
    }

    /** Waits until all have ended; then a line for each: when it began and ended, how often, how. */
    synchronized String awaitEnd() throws Exception {
        await(() -> open == 0, () -> open + " calls did not end");
        StringBuilder lines = new StringBuilder();
        for (Entry entry : entries) {
            lines.append(entry).append('\n');
        }
        return lines.toString();
    }

    private void await(BooleanSupplier condition, java.util.function.Supplier<String> otherwise) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new TimeoutException(otherwise.get());
            }
            wait(left);
        }
    }

    private static final class Entry {
        final int began;
        int ended;
        int times;
        String how = "lost";

        Entry(int began) {
            this.began = began;
        }

        @Override
        public String toString() {
            return began + " " + ended + " " + times + " " + how.replace('\n', ' ');
        }
    }
}
