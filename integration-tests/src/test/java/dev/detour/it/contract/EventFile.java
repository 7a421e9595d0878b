package dev.detour.it.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The events that an agent writes, while it writes them. */
public record EventFile(Path path) {
    /** All whole lines so far. */
    public List<Event> all() {
        try {
            if (!Files.exists(path)) {
                return List.of();
            }
            String text = Files.readString(path);
            return Stream.of(text.substring(0, text.lastIndexOf('\n') + 1).split("\n"))
                    .filter(line -> !line.isEmpty())
                    .map(Event::parse)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public List<Event> all(Predicate<Event> wanted) {
        return all().stream().filter(wanted).toList();
    }

    /** Waits for an event. Throws {@link AssertionError} where none comes in 90 seconds. */
    public Event await(Predicate<Event> wanted) {
        return await(wanted, Duration.ofSeconds(90))
                .orElseThrow(() -> new AssertionError("no such event among " + all()));
    }

    /** Waits for an event; empty where none comes in this time. */
    public Optional<Event> await(Predicate<Event> wanted, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        try (WatchService watch = path.getFileSystem().newWatchService()) {
            path.getParent()
                    .register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            while (true) {
                List<Event> found = all(wanted);
                if (!found.isEmpty()) {
                    return Optional.of(found.get(0));
                }
                WatchKey key = watch.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (key == null) {
                    return Optional.empty();
                }
                key.pollEvents();
                key.reset();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
