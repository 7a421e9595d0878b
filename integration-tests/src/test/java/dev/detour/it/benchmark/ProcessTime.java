package dev.detour.it.benchmark;

import dev.detour.it.children.Command;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a process takes from start to exit, in milliseconds.
 *
 * <p>By bash, whose {@code time} asks {@code getrusage} for the child that it has waited for, and prints thousandths of
 * a second. {@code ProcessHandle} and {@code /proc/PID/stat} count in ticks of 10 ms, and both are gone with the
 * process.
 *
 * @param cpu user and system, of all threads: what is moved off the main thread is in it
 * @param wall by the clock: what the application waits for
 */
record ProcessTime(double cpu, double wall) {
    private static final String SCRIPT = "TIMEFORMAT='%3R %3U %3S'; time \"$@\"";

    /**
     * Runs a command that must end well, and of which our agent must not complain, and measures it.
     *
     * @throws UncheckedIOException where there is no bash: it cannot be measured on this system
     */
    static ProcessTime of(List<String> command) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", SCRIPT, "bash"));
        words.addAll(command);
        Command.Result result = Command.run(Map.of("LC_ALL", "C"), words);
        boolean complaint = result.err().stream().anyMatch(line -> line.startsWith("detour:"));
        if (result.status() != 0 || complaint || result.err().isEmpty()) {
            throw new AssertionError(command + " ended with " + result);
        }
        String[] seconds = result.err().get(result.err().size() - 1).split(" ", -1);
        return new ProcessTime(
                1000 * (Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2])),
                1000 * Double.parseDouble(seconds[0]));
    }
}
