package dev.detour.doctor;

import java.util.Locale;

/** How something came out. */
enum Grade {
    OK,
    /** It depended on what failed before, or was not asked for. */
    SKIPPED,
    /** It works, and something about it is not as it should be. */
    ODD,
    FAILED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
