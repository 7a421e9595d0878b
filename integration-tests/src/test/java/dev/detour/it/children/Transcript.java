package dev.detour.it.children;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** All lines that a process prints on one of its outputs, while it prints them. */
public final class Transcript {
    /** A JVM that starts with a large agent on a busy machine takes twenty to come to its program. */
    private static final int PATIENCE_SECONDS = 90;

    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private Transcript() {}

    /** Begins to read in a thread of its own. */
    static Transcript of(InputStream stream, String name) {
        Transcript transcript = new Transcript();
        Thread reader = new Thread(() -> transcript.read(stream), name);
        reader.setDaemon(true);
        reader.start();
        return transcript;
    }

    private void read(InputStream stream) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                add(line);
            }
        } catch (IOException gone) {
            // The process was ended; what it had said is kept.
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** The lines behind the first so many. */
    public synchronized List<String> after(int count) {
        return List.copyOf(lines.subList(count, lines.size()));
    }

    public synchronized int size() {
        return lines.size();
    }

    /** Waits for a line behind the first so many; empty where none came in time or before the end. */
    public synchronized Optional<String> await(int from, Predicate<String> wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        int seen = from;
        try {
            while (true) {
                for (; seen < lines.size(); seen++) {
                    if (wanted.test(lines.get(seen))) {
                        return Optional.of(lines.get(seen));
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (ended || left <= 0) {
                    return Optional.empty();
                }
                wait(left);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Waits until the process has closed this output. */
    synchronized List<String> awaitEnd() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!ended) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("the process goes on: " + lines);
            }
            wait(left);
        }
        return List.copyOf(lines);
    }

    @Override
    public synchronized String toString() {
        return String.join("\n", lines);
    }
}
