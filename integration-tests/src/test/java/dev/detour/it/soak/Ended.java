package dev.detour.it.soak;

import org.jspecify.annotations.Nullable;

/** A call as the application tells of it once it has ended: a line of its journal. */
record Ended(
        int number,
        Task task,
        Turn began,
        Turn ended,
        long micros,
        int status,
        @Nullable String exception) {
    /** By its number in the plan. */
    static Ended parse(String line, java.util.List<Task> plan) {
        String[] words = line.split(" ", 7);
        return new Ended(
                Integer.parseInt(words[0]),
                plan.get(Integer.parseInt(words[1])),
                Turn.parse(words[2]),
                Turn.parse(words[3]),
                Long.parseLong(words[4]),
                words[5].equals("-") ? 0 : Integer.parseInt(words[5]),
                words[6].equals("-") ? null : words[6]);
    }

    boolean isThroughout(Period period) {
        return began.equals(ended) && began.period() == period;
    }

    /** Whether the application may have ended it itself. */
    boolean isCancellable() {
        return task.deed() != dev.detour.it.faults.Deed.NOTHING;
    }
}
