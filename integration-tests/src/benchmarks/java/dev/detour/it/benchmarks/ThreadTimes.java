package dev.detour.it.benchmarks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * CPU time of each thread of this process so far but of the one that asks, to the nanosecond, as Linux has it: the
 * process's own clock goes by hundredths of a second. Empty where the system does not tell.
 */
final class ThreadTimes {
    private static final Path SELF = Path.of("/proc/thread-self");

    /** By the number of the thread. */
    private final Map<String, Task> tasks = new HashMap<>();

    /** What a thread is there for: told by its name, of which there are fifteen characters, cut at the end or within. */
    enum Part {
        /** HotSpot's, whose work is done once and not for each call. */
        COMPILERS("C[12] Comp.*"),
        /** OkHttp's own, which look after idle connections and timeouts. */
        UPKEEP("OkHttp (TaskRunn|Connecti|\\.\\.Runner|\\.\\.onPool).*|Okio Watchdog.*"),
        ALL_ELSE(".*");

        private final Pattern names;

        Part(String names) {
            this.names = Pattern.compile(names);
        }

        static Part of(String name) {
            return Stream.of(values())
                    .filter(part -> part.names.matcher(name).matches())
                    .findFirst()
                    .orElse(ALL_ELSE);
        }
    }

    private static final class Task {
        final Part part;
        final long nanos;

        Task(Part part, long nanos) {
            this.part = part;
            this.nanos = nanos;
        }
    }

    private ThreadTimes() {}

    static ThreadTimes now() {
        return after(new ThreadTimes());
    }

    /** Of now; threads that are known are not asked for their names again. */
    static ThreadTimes after(ThreadTimes before) {
        ThreadTimes now = new ThreadTimes();
        if (Files.exists(SELF)) {
            try {
                Path self = SELF.toRealPath();
                try (DirectoryStream<Path> all = Files.newDirectoryStream(self.getParent())) {
                    for (Path task : all) {
                        if (!task.getFileName().equals(self.getFileName())) {
                            now.add(task, before);
                        }
                    }
                }
            } catch (IOException notTold) {
                throw new IllegalStateException(notTold);
            }
        }
        return now;
    }

    private void add(Path task, ThreadTimes before) {
        String number = task.getFileName().toString();
        Task known = before.tasks.get(number);
        try {
            Part part = known == null
                    ? Part.of(Files.readString(task.resolve("comm")).strip())
                    : known.part;
            // The first number is the CPU time.
            long nanos =
                    Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
            tasks.put(number, new Task(part, nanos));
        } catch (IOException ended) {
            // What it took since it was last seen is lost: a moment.
        }
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** Nanoseconds of such threads so far. */
    long sinceBegin(Part part) {
        return since(new ThreadTimes(), part);
    }

    /** Nanoseconds of such threads since another time. */
    long since(ThreadTimes before, Part part) {
        long since = 0;
        for (Map.Entry<String, Task> task : tasks.entrySet()) {
            if (task.getValue().part == part) {
                Task known = before.tasks.get(task.getKey());
                since += task.getValue().nanos - (known == null ? 0 : known.nanos);
            }
        }
        return since;
    }
}
