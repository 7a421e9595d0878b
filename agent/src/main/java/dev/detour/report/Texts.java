package dev.detour.report;

import org.jspecify.annotations.Nullable;

/** Texts of others, which have no end of their own. */
final class Texts {
    private Texts() {}

    static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    static @Nullable String cutOrNull(@Nullable String text, int longest) {
        return text == null ? null : cut(text, longest);
    }
}
