package dev.detour.it.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Jdk;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import jdk.jfr.consumer.RecordingFile;

/**
 * A JVM with the agent, whose configuration is changed between turns: it does nothing, or it does all. What two JVMs
 * differ by, which over loopback is more than the agent's work, is the same then. Flight Recorder records all the time,
 * as it would without the agent.
 */
final class ReloadedJvm implements AutoCloseable {
    private static final String RELOAD = "reload: 100ms\n";

    /** A reload is in force by then, and what it does besides is done. */
    private static final Duration SETTLED = Duration.ofMillis(300);

    /** What a routed call leaves on the heap is more than this, in bytes: one that leaves less was not routed. */
    private static final double LEAST = 400;

    private final Path config;
    private final Path recording;
    private final int port = AgentOptions.freePort();
    private final String on;
    private final IdleJvm jvm;

    /**
     * Starts it.
     *
     * @param routes YAML, with its key, for when the agent is to do all
     * @param options of the JVM, with the class path
     * @param call class, method and number of threads, as {@code OnDemand} takes them
     */
    ReloadedJvm(Jdk jdk, Path folder, String routes, List<String> options, List<String> call) throws IOException {
        config = folder.resolve("detour-reloaded.yaml");
        recording = folder.resolve("calls-reloaded.jfr");
        on = RELOAD + routes + "telemetry: {log: \"off\", events: " + folder.resolve("events.jsonl")
                + ", prometheus: \"127.0.0.1:" + port + "\"}\n";
        write(on);
        List<String> words = new ArrayList<>(List.of(jdk.java().toString(), "-Xms512m", "-Xmx512m"));
        words.addAll(AgentOptions.recorded(recording));
        words.add("-javaagent:" + DetourJar.path() + "=" + config);
        words.addAll(options);
        words.add("dev.detour.it.benchmarks.OnDemand");
        words.addAll(call);
        jvm = new IdleJvm(words, folder);
    }

    /** Both ways are compiled, and compiled for both. */
    void warmUp() throws IOException {
        jvm.warmUp();
        doNothing();
        jvm.warmUp();
        doAll();
        jvm.warmUp();
        checkMetrics();
    }

    private void checkMetrics() throws IOException {
        URL metrics = URI.create("http://127.0.0.1:" + port + "/metrics").toURL();
        try (InputStream page = metrics.openStream()) {
            String text = new String(page.readAllBytes(), UTF_8);
            if (!text.contains("detour_calls_total")) {
                throw new AssertionError("calls are not counted: " + text);
            }
        }
    }

    /**
     * Adds a turn of each, in any order: in the one the agent does nothing, in the other all.
     *
     * @throws AssertionError where they cost the same heap: the configuration was not in force
     */
    void addTo(Pairs pairs, Duration turn) throws IOException {
        boolean nothingFirst = ThreadLocalRandom.current().nextBoolean();
        Cost first = turn(nothingFirst, turn);
        Cost second = turn(!nothingFirst, turn);
        Cost nothing = nothingFirst ? first : second;
        Cost all = nothingFirst ? second : first;
        if (all.bytes() - nothing.bytes() < LEAST) {
            throw new AssertionError("not reloaded: " + nothing + ", " + all);
        }
        pairs.add(nothing, all);
    }

    private Cost turn(boolean nothing, Duration time) throws IOException {
        if (nothing) {
            doNothing();
        } else {
            doAll();
        }
        return jvm.call(time);
    }

    private void doNothing() throws IOException {
        write(RELOAD + "telemetry: {log: \"off\", jfr: false, jmx: false}\n");
    }

    private void doAll() throws IOException {
        write(on);
    }

    /** Whole at once. */
    private void write(String text) throws IOException {
        Path next = config.resolveSibling(config.getFileName() + ".next");
        Files.writeString(next, text);
        Files.move(next, config, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        try {
            Thread.sleep(SETTLED.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /**
     * Ends it.
     *
     * @throws AssertionError where calls were not recorded: what was measured was less than all
     */
    @Override
    public void close() throws IOException {
        jvm.close();
        try (RecordingFile events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                if (events.readEvent().getEventType().getName().equals("dev.detour.Call")) {
                    return;
                }
            }
        }
        throw new AssertionError("calls are not recorded");
    }
}
