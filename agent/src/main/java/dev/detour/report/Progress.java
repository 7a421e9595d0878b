package dev.detour.report;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One line on a terminal that says how far it is, written over again and again. */
public final class Progress {
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(200);
    private static final String CLEAR = "\r\u001b[K";

    private final @Nullable PrintWriter terminal;
    private final LongSupplier nanos;
    private final long started;
    private long lastTold;
    private long bytes;
    private long allBytes;
    private long events;

    private Progress(@Nullable PrintWriter terminal, LongSupplier nanos) {
        this.terminal = terminal;
        this.nanos = nanos;
        started = nanos.getAsLong();
        lastTold = started;
    }

    /** Told to this terminal. */
    public static Progress on(PrintWriter terminal) {
        return on(terminal, System::nanoTime);
    }

    static Progress on(PrintWriter terminal, LongSupplier nanos) {
        return new Progress(terminal, nanos);
    }

    /** Told to nobody. */
    public static Progress none() {
        return new Progress(null, () -> 0);
    }

    /** How much there is; 0 where that is not known. */
    void expect(long size) {
        allBytes = size;
    }

    InputStream counting(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int read = super.read();
                bytes += read < 0 ? 0 : 1;
                return read;
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int count = super.read(buffer, from, length);
                bytes += Math.max(0, count);
                return count;
            }
        };
    }

    /** A line more was read. */
    void line() {
        events++;
        if (terminal != null && (events & 0x3ff) == 0 && nanos.getAsLong() - lastTold >= INTERVAL) {
            lastTold = nanos.getAsLong();
            tell(terminal);
        }
    }

    private void tell(PrintWriter out) {
        double seconds = (lastTold - started) / 1e9;
        String share = allBytes > 0
                ? String.format(Locale.ROOT, "%3d %%", Math.min(100, 100 * bytes / allBytes))
                : String.format(Locale.ROOT, "%,d MB", bytes >> 20);
        out.print(CLEAR
                + String.format(
                        Locale.ROOT,
                        "reading  %s  %,d lines  %,d a second",
                        share,
                        events,
                        Math.round(events / Math.max(seconds, 0.001))));
        out.flush();
    }

    /** Takes the line away. */
    void done() {
        if (terminal != null && lastTold > started) {
            terminal.print(CLEAR);
            terminal.flush();
        }
    }
}
