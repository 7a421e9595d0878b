package dev.detour.doctor;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/** What a traceroute prints, as far as it came: one that meets silence goes on for minutes. Immutable. */
final class Hops {
    /** For what was printed and not yet read when the program was ended. */
    private static final Duration REST = Duration.ofSeconds(2);

    private final List<String> lines;
    private final boolean complete;

    private Hops(List<String> lines, boolean complete) {
        this.lines = List.copyOf(lines);
        this.complete = complete;
    }

    /**
     * Reads to the end, or for as long as may be.
     *
     * @param printer closed where the time is over, and with it the stream
     */
    static Hops read(InputStream printed, Duration longest, Closeable printer) throws IOException {
        List<String> lines = new ArrayList<>();
        FutureTask<Boolean> reading = new FutureTask<>(() -> read(printed, lines));
        Bounded.THREADS.execute(reading);
        boolean complete = true;
        try {
            Bounded.run(longest, printer, reading::get);
        } catch (SocketTimeoutException over) {
            complete = false;
            awaitRest(reading);
        }
        synchronized (lines) {
            // The first only repeats what was asked.
            return new Hops(lines.subList(Math.min(1, lines.size()), lines.size()), complete);
        }
    }

    private static boolean read(InputStream printed, List<String> lines) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(printed, Charset.defaultCharset()));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            synchronized (lines) {
                lines.add(line);
            }
        }
        return true;
    }

    private static void awaitRest(FutureTask<Boolean> reading) {
        try {
            Bounded.run(REST, () -> {}, reading::get);
        } catch (IOException | RuntimeException endedInTheMiddle) {
            return; // what came before counts
        }
    }

    List<String> lines() {
        return lines;
    }

    boolean isComplete() {
        return complete;
    }
}
