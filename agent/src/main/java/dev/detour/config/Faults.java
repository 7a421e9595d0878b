package dev.detour.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong: all of it, so that a file is put right in one go. */
final class Faults {
    /** More than this helps nobody, and a file of another kind would fill the log. */
    private static final int SHOWN = 50;

    /** To find out what was meant takes time: nobody looks for it any more. */
    private static final int MOST = 2_000;

    private final Set<Fault> faults = new LinkedHashSet<>();

    /** A fault that is found twice, as one in {@code defaults} is by each route, counts once. */
    void add(Where where, String message) {
        if (!isFull()) {
            faults.add(new Fault(where, message));
        }
    }

    /** Whether there are so many that this must be another kind of file: no more are taken. */
    boolean isFull() {
        return faults.size() >= MOST;
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    /** In the order of the file, those of variables and properties first. */
    List<Fault> sorted() {
        List<Fault> sorted = new ArrayList<>(faults);
        sorted.sort(Fault.BY_PLACE);
        if (sorted.size() <= SHOWN) {
            return sorted;
        }
        List<Fault> shown = new ArrayList<>(sorted.subList(0, SHOWN));
        Where next = sorted.get(SHOWN).place();
        shown.add(new Fault(
                next, "and " + (isFull() ? "at least " : "") + (sorted.size() - SHOWN) + " more faults from here on"));
        return shown;
    }
}
