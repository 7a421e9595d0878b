package dev.detour.it.benchmark;

import java.util.Arrays;
import java.util.Locale;

/**
 * How long and what: {@code -Ddetour.benchmark.rounds}, {@code seconds}, {@code only} and {@code rivals}; empty where
 * it is not said.
 */
final class Settings {
    private Settings() {}

    static int rounds(int otherwise) {
        return Integer.getInteger("detour.benchmark.rounds", otherwise);
    }

    /** How long a call is measured in each round. */
    static double seconds(double otherwise) {
        String said = System.getProperty("detour.benchmark.seconds", "");
        return said.isEmpty() ? otherwise : Double.parseDouble(said);
    }

    static boolean isWanted(String title) {
        return title.contains(System.getProperty("detour.benchmark.only", ""));
    }

    /** Nobody is always wanted: the others are measured against that. */
    static boolean isWanted(Rival rival) {
        String said = System.getProperty("detour.benchmark.rivals", "");
        return rival == Rival.BARE
                || said.isEmpty()
                || Arrays.asList(said.toUpperCase(Locale.ROOT).split(",")).contains(rival.name());
    }
}
