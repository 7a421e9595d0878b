package dev.detour.it.benchmark;

/** Whose calls are measured. */
enum Client {
    JDK("java.net.http", "JdkCalls"),
    OKHTTP("OkHttp", "OkHttpCalls");

    final String title;
    /** A class of {@code dev.detour.it.benchmarks}. */
    final String calls;

    Client(String title, String calls) {
        this.title = title;
        this.calls = calls;
    }

    /** OkHttp's own threads are there: without a network they are not, and the JDK's client has none such. */
    boolean hasUpkeep(Contest.Style style) {
        return this == OKHTTP && style != Contest.Style.MEMORY;
    }
}
