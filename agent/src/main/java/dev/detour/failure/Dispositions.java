package dev.detour.failure;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What holds for a code in general, and for the statuses that differ from it. Immutable. */
final class Dispositions {
    private final Disposition general;
    private final SortedMap<Integer, Disposition> byStatus;

    private Dispositions(Disposition general, SortedMap<Integer, Disposition> byStatus) {
        this.general = general;
        this.byStatus = Collections.unmodifiableSortedMap(byStatus);
    }

    static Dispositions of(Disposition general) {
        return new Dispositions(general, new TreeMap<>());
    }

    /** The same, but for the statuses from {@code first} to {@code last}. */
    Dispositions but(int first, int last, Disposition disposition) {
        SortedMap<Integer, Disposition> more = new TreeMap<>(byStatus);
        for (int status = first; status <= last; status++) {
            more.put(status, disposition);
        }
        return new Dispositions(general, more);
    }

    Dispositions but(int status, Disposition disposition) {
        return but(status, status, disposition);
    }

    Disposition general() {
        return general;
    }

    SortedMap<Integer, Disposition> byStatus() {
        return byStatus;
    }

    Disposition at(int status) {
        return byStatus.getOrDefault(status, general);
    }
}
