package dev.detour.it.children;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command that is run to its end in a clean environment. */
public final class Command {
    /** What it left behind. */
    public record Result(int status, List<String> out, List<String> err) {}

    /** A build of the whole agent is among them, which takes a minute where the machine is busy. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Command() {}

    public static Result run(String... words) {
        return run(Map.of(), Arrays.asList(words));
    }

    /** Runs it with these variables and no others. Throws {@link AssertionError} where it does not end in {@link #LIMIT}. */
    public static Result run(Map<String, String> variables, List<String> words) {
        try {
            ProcessBuilder builder = new ProcessBuilder(words);
            builder.environment().clear();
            builder.environment().putAll(new LinkedHashMap<>(variables));
            Process process = builder.start();
            process.getOutputStream().close();
            Transcript out = Transcript.of(process.getInputStream(), "out");
            Transcript err = Transcript.of(process.getErrorStream(), "err");
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("did not end: " + words + "\n" + out + "\n" + err);
            }
            return new Result(process.exitValue(), out.awaitEnd(), err.awaitEnd());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
