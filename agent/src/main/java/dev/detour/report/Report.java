package dev.detour.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All that is to be said of some files of events: as a page, as totals in JSON, in a sentence. */
public final class Report {
    private final Inputs inputs;
    private final Digest digest;
    private final Reading reading;

    private Report(Inputs inputs, Digest digest, Reading reading) {
        this.inputs = inputs;
        this.digest = digest;
        this.reading = reading;
    }

    /**
     * Reads these files.
     *
     * @param names of files; {@code -} is the stream
     * @throws IOException for people, where one cannot be read, or where there are lines and none is an event
     */
    public static Report read(List<Path> names, InputStream standard, Progress progress) throws IOException {
        Inputs inputs = Inputs.of(names, standard);
        Digest digest = new Digest();
        Reading reading = new Reading(digest, progress);
        progress.expect(inputs.size());
        try {
            for (Input input : inputs.all()) {
                reading.read(input);
            }
        } finally {
            progress.done();
        }
        digest.finish();
        if (digest.events() == 0 && reading.lines() > 0) {
            throw new IOException("none of " + reading.lines()
                    + " lines is an event of Detour's: are these the files of" + " telemetry.events?");
        }
        return new Report(inputs, digest, reading);
    }

    /**
     * Writes the page; what is there is replaced when the new one is whole.
     *
     * @throws IOException for people
     */
    public void write(Path page) throws IOException {
        if (inputs.contains(page)) {
            throw new IOException(page + " is one of the files of events; it is left as it is");
        }
        if (Files.isDirectory(page)) {
            throw new IOException(page + " is a folder; give the page a name, as " + page.resolve("report.html"));
        }
        if (Files.exists(page) && !Files.isRegularFile(page)) {
            throw new IOException(page + " is no file that could be replaced");
        }
        Path folder = page.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(page + " cannot be written: its folder is not there");
        }
        try {
            replace(page, folder);
        } catch (IOException failed) {
            throw new IOException(page + " cannot be written: " + failed, failed);
        }
    }

    /** By way of a file that was not there, of a name that nobody can guess, and that its owner alone can read. */
    private void replace(Path page, Path folder) throws IOException {
        Path part = Files.createTempFile(folder, page.getFileName() + ".", ".part");
        try {
            try (Writer out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                new Page(new PageData(digest, reading, Instant.now())).write(out);
            }
            Files.move(part, page, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Writes the totals as one object of JSON. */
    public void writeTotals(Writer out) throws IOException {
        new Totals(digest, reading).write(out);
    }

    /** Files that probably belong to these, and were not named. */
    public List<Path> forgotten() throws IOException {
        return inputs.forgotten();
    }

    /** What was read, in a sentence. */
    public String summary() {
        StringBuilder text = new StringBuilder(count(digest.events(), "event"));
        int instances = digest.instances().all().size();
        if (digest.events() > 0) {
            text.append(" of ").append(count(instances, "JVM"));
            text.append(", ").append(time(digest.first())).append(" to ").append(time(digest.last()));
            text.append("; ").append(count(digest.stories().chosen().size(), "story", "stories"));
            text.append(" of ").append(count(digest.stories().offered(), "call"));
        }
        append(text, reading.foreign(), "line that is no event", "lines that are no events");
        append(text, reading.cut(), "line that was cut off", "lines that were cut off");
        append(text, reading.broken(), "packed file that ends too early", "packed files that end too early");
        append(text, digest.remarks().dropped(), "event that an agent dropped", "events that agents dropped");
        return text.toString();
    }

    private static void append(StringBuilder text, long number, String one, String many) {
        if (number > 0) {
            text.append("; ").append(count(number, one, many));
        }
    }

    private static String count(long number, String what) {
        return count(number, what, what + "s");
    }

    private static String count(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }

    private static String time(@Nullable Long millis) {
        return millis == null
                ? ""
                : Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
