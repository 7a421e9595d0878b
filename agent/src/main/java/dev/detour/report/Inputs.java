package dev.detour.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All sources of events in the order of their first events, so that the calls that were going on when a file was put
 * aside stay whole. Each file counts once, however often it is named.
 */
final class Inputs {
    /** As many lines are looked at for the first event. */
    private static final int FIRST_LINES = 50;

    private final List<Input> all;
    private final List<Path> files;

    private Inputs(List<Input> all, List<Path> files) {
        this.all = all;
        this.files = files;
    }

    /**
     * Those of these names.
     *
     * @param names of files; {@code -} is the stream
     * @throws IOException where one cannot be read, with its name and why
     */
    static Inputs of(List<Path> names, InputStream standard) throws IOException {
        List<Input> all = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        Map<Input, Long> firsts = new HashMap<>();
        for (Path name : names) {
            if (name.toString().equals("-")) {
                all.add(Input.ofStream(standard));
            } else if (!files.contains(real(name))) {
                Input file = Input.ofFile(name);
                files.add(real(name));
                firsts.put(file, firstTime(file));
                all.add(file);
            }
        }
        all.sort(Comparator.comparingLong(input -> firsts.getOrDefault(input, Long.MAX_VALUE)));
        return new Inputs(all, files);
    }

    private static Path real(Path name) throws IOException {
        if (Files.isDirectory(name)) {
            throw new IOException(name + " is a folder; give the files in it, as " + name.resolve("events.jsonl*"));
        }
        if (!Files.exists(name)) {
            throw new IOException(name + " is not there");
        }
        if (!Files.isReadable(name)) {
            throw new IOException(
                    name + " cannot be read: it belongs to another user? (events files are their owner's)");
        }
        return name.toRealPath();
    }

    private static long firstTime(Input file) throws IOException {
        try (InputStream in = file.open(Progress.none())) {
            Lines lines = new Lines(in);
            EventParser parser = new EventParser();
            for (int i = 0; i < FIRST_LINES && lines.next(); i++) {
                byte[] line = lines.copy();
                Told told = parser.parse(line, line.length);
                if (told != null) {
                    return told.time();
                }
            }
            return Long.MAX_VALUE;
        } catch (NoSuchFileException goneMeanwhile) {
            throw new IOException(file + " is not there any more", goneMeanwhile);
        }
    }

    List<Input> all() {
        return Collections.unmodifiableList(all);
    }

    /** Bytes of all; 0 where one of them is a stream. */
    long size() throws IOException {
        long size = 0;
        for (Input input : all) {
            if (!input.isFile()) {
                return 0;
            }
            size += input.size();
        }
        return size;
    }

    boolean contains(Path file) throws IOException {
        return Files.exists(file) && files.contains(file.toRealPath());
    }

    /** Files that were put aside when one of these was full, and are not among them. */
    List<Path> forgotten() throws IOException {
        List<Path> forgotten = new ArrayList<>();
        for (Path file : files) {
            Path aside = Path.of(file + ".1");
            if (Files.isRegularFile(aside) && !files.contains(aside.toRealPath())) {
                forgotten.add(aside);
            }
        }
        return forgotten;
    }
}
