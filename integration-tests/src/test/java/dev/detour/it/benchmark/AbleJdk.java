package dev.detour.it.benchmark;

import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import org.jspecify.annotations.Nullable;

/** Finds a JDK that can do what is to be measured. */
final class AbleJdk {
    /** What the programs that are measured are compiled for. */
    private static final int PROGRAMS_FROM = 17;

    private static final int VIRTUAL_THREADS_FROM = 21;

    private AbleJdk() {}

    /**
     * The chosen one itself where it can, else one that is at hand and can.
     *
     * @return null where none is, which the summary says, or where that one is chosen, too, and its turn comes
     */
    static @Nullable Jdk of(Jdk chosen, Contest contest, Summary summary) {
        boolean virtual = contest.style() == Contest.Style.VIRTUAL;
        return from(virtual ? VIRTUAL_THREADS_FROM : PROGRAMS_FROM, chosen, contest.title(), summary);
    }

    /** The same for what every release can that runs the programs. */
    static @Nullable Jdk of(Jdk chosen, String title, Summary summary) {
        return from(PROGRAMS_FROM, chosen, title, summary);
    }

    private static @Nullable Jdk from(int release, Jdk chosen, String title, Summary summary) {
        if (chosen.release() >= release) {
            return chosen;
        }
        Jdk other = Jdks.all().stream()
                .filter(jdk -> jdk.release() >= release)
                .findFirst()
                .orElse(null);
        if (other == null) {
            summary.note(title + ": not measured, it takes JDK " + release + " or newer: -Ddetour.jdks=" + release
                    + "=/its/folder, or DETOUR_JDKS.");
        }
        return other == null || Jdks.chosen().contains(other) ? null : other;
    }
}
