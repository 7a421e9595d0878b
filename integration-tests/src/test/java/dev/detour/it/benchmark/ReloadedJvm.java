package dev.detour.it.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * A JVM with the agent, whose configuration is changed between turns: it does nothing, or it does all. What two JVMs
 * differ by, which over loopback is more than the agent's work, is the same then. Flight Recorder records all the time,
 * as it would without the agent.
 */
final class ReloadedJvm implements AutoCloseable {
    private static final String RELOAD = "reload: 100ms\n";

    /** What a routed call leaves on the heap is more than this, in bytes: one that leaves less was not routed. */
    private static final double LEAST = 400;

    private final Path config;
    private final Path recording;
    private final Path events;
    private final int port = AgentOptions.freePort();
    private final String nothing;
    private final String all;
    private final IdleJvm jvm;
    private String inForce;
    private Instant lastAll = Instant.EPOCH;

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
        events = folder.resolve("events-reloaded.jsonl");
        Files.deleteIfExists(events);
        String telemetry = "telemetry: {log: \"off\", events: " + events;
        nothing = RELOAD + telemetry + ", jfr: false, jmx: false}\n";
        all = RELOAD + routes + telemetry + ", prometheus: \"127.0.0.1:" + port + "\"}\n";
        inForce = all;
        write(all);
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
        use(nothing);
        jvm.warmUp();
        use(all);
        jvm.warmUp();
        assertThat(metrics()).as("calls are counted").contains("detour_calls_total");
    }

    /** Null where nobody listens. */
    private @Nullable String metrics() {
        try (InputStream page =
                URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
            return new String(page.readAllBytes(), UTF_8);
        } catch (IOException refused) {
            return null;
        }
    }

    /**
     * Adds a turn of each, in any order: in the one the agent does nothing, in the other all.
     *
     * @throws AssertionError where they cost the same heap: the route was not in force
     */
    void addTo(Pairs pairs, Duration turn) throws IOException {
        boolean nothingFirst = ThreadLocalRandom.current().nextBoolean();
        Cost first = turn(nothingFirst ? nothing : all, turn);
        Cost second = turn(nothingFirst ? all : nothing, turn);
        Cost without = nothingFirst ? first : second;
        Cost with = nothingFirst ? second : first;
        assertThat(with.bytes() - without.bytes())
                .as("what a route adds, of which there is none in %s", without)
                .isGreaterThan(LEAST);
        pairs.add(without, with);
    }

    private Cost turn(String configuration, Duration time) throws IOException {
        use(configuration);
        if (configuration.equals(all)) {
            lastAll = Instant.now();
        }
        return jvm.call(time);
    }

    /** Waits until the agent says that it has read it, and has opened or closed what there is to. */
    private void use(String configuration) throws IOException {
        if (configuration.equals(inForce)) {
            return;
        }
        long before = loads();
        write(configuration);
        inForce = configuration;
        Patience.until(() -> {
            assertThat(loads()).isGreaterThan(before);
            assertThat(metrics() != null).isEqualTo(configuration.equals(all));
        });
    }

    /** How often the agent has told that a configuration is in force. */
    private long loads() {
        try (Stream<String> lines = Files.lines(events)) {
            return lines.filter(line -> line.contains("\"config_loaded\"")).count();
        } catch (IOException noneYet) {
            return 0;
        }
    }

    /** Whole at once. */
    private void write(String text) throws IOException {
        Path next = config.resolveSibling(config.getFileName() + ".next");
        Files.writeString(next, text);
        Files.move(next, config, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Ends it.
     *
     * @throws AssertionError where the last calls were not recorded: what was measured was less than all
     */
    @Override
    public void close() throws IOException {
        jvm.close();
        try (RecordingFile recorded = new RecordingFile(recording)) {
            while (recorded.hasMoreEvents()) {
                RecordedEvent event = recorded.readEvent();
                if (event.getEventType().getName().equals("dev.detour.Call")
                        && event.getStartTime().isAfter(lastAll)) {
                    return;
                }
            }
        }
        throw new AssertionError("calls are not recorded");
    }
}
