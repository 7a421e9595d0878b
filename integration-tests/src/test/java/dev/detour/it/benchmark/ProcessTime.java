package dev.detour.it.benchmark;

import dev.detour.it.children.Command;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The CPU time of a process, user and system, all of its threads from start to exit, in milliseconds.
 *
 * <p>By bash, whose {@code time} asks {@code getrusage} for the child that it has waited for, and prints thousandths of a
 * second. {@code ProcessHandle} and {@code /proc/PID/stat} count in ticks of 10 ms, and both are gone with the process.
 */
final class CpuTime {
    private static final String SCRIPT = "TIMEFORMAT='%3U %3S'; time \"$@\"";

    private CpuTime() {}

    /**
     * Runs a command that must end well and print nothing, and measures it.
     *
     * @throws UncheckedIOException where there is no bash: it cannot be measured on this system
     */
    static double of(List<String> command) {
        List<String> words = new ArrayList<>(List.of("bash", "-c", SCRIPT, "bash"));
        words.addAll(command);
        Command.Result result = Command.run(Map.of("LC_ALL", "C"), words);
        if (result.status() != 0 || !result.out().isEmpty() || result.err().size() != 1) {
            throw new AssertionError(command + " ended with " + result);
        }
        String[] seconds = result.err().get(0).split(" ", -1);
        return 1000 * (Double.parseDouble(seconds[0]) + Double.parseDouble(seconds[1]));
    }
}
