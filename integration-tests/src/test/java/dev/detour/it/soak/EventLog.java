package dev.detour.it.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.it.contract.Event;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The events file with those that were put aside, read piece by piece: what has been settled is skipped, and files of which
 * all is settled are deleted. To be settled only while nothing is written.
 */
final class EventLog {
    private final Path file;
    private long settled;

    EventLog(Path file) {
        this.file = file;
    }

    /** All whole lines that are not settled, in no order. */
    List<Event> unsettled() {
        try {
            List<Event> events = new ArrayList<>();
            long from = settled;
            for (Path each : files()) {
                read(each, from, events);
                from = 0;
            }
            return events;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void settle() {
        try {
            for (Path each : aside()) {
                Files.delete(each);
            }
            settled = Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void read(Path path, long from, List<Event> into) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(path.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(in.length() - from)];
            in.seek(from);
            in.readFully(bytes);
            String text = new String(bytes, UTF_8);
            text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .filter(line -> !line.isEmpty())
                    .forEach(line -> into.add(Event.parse(line)));
        }
    }

    /** The oldest first. */
    private List<Path> files() {
        List<Path> files = new ArrayList<>(aside());
        if (Files.exists(file)) {
            files.add(file);
        }
        return files;
    }

    private List<Path> aside() {
        List<Path> aside = new ArrayList<>();
        for (int number = 1; Files.exists(numbered(number)); number++) {
            aside.add(numbered(number));
        }
        Collections.reverse(aside);
        return aside;
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
