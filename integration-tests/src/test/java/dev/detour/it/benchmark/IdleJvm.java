package dev.detour.it.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that calls when it is asked to, and else does nothing: {@code dev.detour.it.benchmarks.OnDemand}. */
final class IdleJvm implements AutoCloseable {
    /** As that program has them, which is not on this one's class path. */
    private static final String ANSWER = "=call= ";

    private static final String WARM = "warm";
    private static final Duration END = Duration.ofSeconds(30);

    private final Process process;
    private final Path err;
    private final BufferedWriter asked;
    private final BufferedReader answered;

    /** Starts it; what it says on standard error goes into a file in the folder. */
    IdleJvm(List<String> words, Path folder) throws IOException {
        err = Files.createTempFile(folder, "idle", ".err");
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(err.toFile());
        builder.environment().clear();
        process = builder.start();
        asked = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        answered = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Calls until the compilers are quiet, which takes two minutes at the most. */
    void warmUp() throws IOException {
        ask(WARM);
    }

    /** Calls for so long. */
    Cost call(Duration time) throws IOException {
        String[] costs = ask(Long.toString(time.toMillis())).split(" ", -1);
        return new Cost(
                Double.parseDouble(costs[0]),
                Double.parseDouble(costs[1]),
                Double.parseDouble(costs[2]),
                Double.parseDouble(costs[3]),
                Double.parseDouble(costs[4]));
    }

    private String ask(String line) throws IOException {
        asked.write(line);
        asked.newLine();
        asked.flush();
        for (String answer = answered.readLine(); answer != null; answer = answered.readLine()) {
            if (answer.startsWith(ANSWER)) {
                return answer.substring(ANSWER.length());
            }
        }
        throw new AssertionError("ended: " + Files.readString(err));
    }

    /**
     * Ends it.
     *
     * @throws AssertionError where the agent complained: it may not have been there at all, and that would be cheap
     */
    @Override
    public void close() throws IOException {
        try {
            asked.close();
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("did not end: " + process);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        } finally {
            process.destroyForcibly();
        }
        List<String> said = Files.readAllLines(err);
        Files.delete(err);
        if (process.exitValue() != 0 || said.stream().anyMatch(line -> line.startsWith("detour:"))) {
            throw new AssertionError(said);
        }
    }
}
