package dev.detour.report;

import java.io.IOException;
import java.io.InputStream;

/** Reads all lines of all sources once, and counts those that are no events. */
final class Reading {
    private final Digest digest;
    private final Progress progress;
    private final EventParser parser = new EventParser();
    private long lines;
    private long foreign;
    private long cut;
    private long broken;

    Reading(Digest digest, Progress progress) {
        this.digest = digest;
        this.progress = progress;
    }

    void read(Input input) throws IOException {
        try (InputStream in = input.open(progress)) {
            Lines each = new Lines(in);
            while (each.next()) {
                progress.line();
                take(each);
            }
            broken += each.isBroken() ? 1 : 0;
        } catch (IOException failed) {
            throw new IOException(input + " cannot be read: " + failed, failed);
        }
    }

    private void take(Lines each) {
        if (each.length() == 0 && !each.isTooLong()) {
            return;
        }
        lines++;
        byte[] line = each.copy();
        Told told = each.isTooLong() ? null : parser.parse(line, line.length);
        if (told != null) {
            digest.add(told, line);
        } else if (each.isCut()) {
            cut++;
        } else {
            foreign++;
        }
    }

    /** Lines that are not empty. */
    long lines() {
        return lines;
    }

    /** Lines that are no events. */
    long foreign() {
        return foreign;
    }

    /** Last lines that are no events because they are not whole. */
    long cut() {
        return cut;
    }

    /** Packed files that end too early. */
    long broken() {
        return broken;
    }
}
