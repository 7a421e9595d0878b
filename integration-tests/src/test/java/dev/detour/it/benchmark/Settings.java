package dev.detour.it.benchmark;

/** How long and what: {@code -Ddetour.benchmark.rounds}, {@code seconds} and {@code only}; empty where it is not said. */
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
}
