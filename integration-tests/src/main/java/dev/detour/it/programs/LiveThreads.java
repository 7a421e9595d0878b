package dev.detour.it.programs;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.SynchronousQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The threads of this JVM: those that are kept, by name, and those that rest: they wait a limited time for work in a pool
 * that lets them go after it, as the pools of the JDK's client and of OkHttp do. How many of those there are says only how
 * much was done in the last minute.
 */
final class LiveThreads {
    private static final Pattern NUMBERS = Pattern.compile("[0-9]+");

    private final Map<String, Integer> kept = new TreeMap<>();
    private int resting;

    private LiveThreads() {}

    static LiveThreads now() {
        LiveThreads now = new LiveThreads();
        Thread.getAllStackTraces().forEach(now::add);
        return now;
    }

    private void add(Thread thread, StackTraceElement[] stack) {
        if (rests(stack)) {
            resting++;
        } else {
            kept.merge(NUMBERS.matcher(thread.getName()).replaceAll("#"), 1, Integer::sum);
        }
    }

    /** Only pools without a queue of their own, whose threads are asked for anew: others keep theirs. */
    private static boolean rests(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .anyMatch(frame -> frame.getClassName().equals(SynchronousQueue.class.getName())
                        && frame.getMethodName().equals("poll"));
    }

    int kept() {
        return kept.values().stream().mapToInt(Integer::intValue).sum();
    }

    int resting() {
        return resting;
    }

    /** Those that are kept, a line for each name, numbers in it left out: how many, and the name. */
    String names() {
        return kept.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining("\n"));
    }
}
