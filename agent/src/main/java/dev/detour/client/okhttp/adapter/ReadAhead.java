package dev.detour.client.okhttp.adapter;

import dev.detour.exchange.BodyStart;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import okio.Buffer;
import okio.BufferedSource;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Reads the beginning of a body before the application does, and gives it all to the application afterwards, with the
 * exception that ended it. Another thread reads, because OkHttp knows no read that waits only for a while and leaves
 * the connection as it was: a read that takes too long goes on, and the application's first read waits for it.
 */
final class ReadAhead implements Source {
    private static final long PIECE = 8 << 10;

    private final BufferedSource body;
    private final Runnable interrupt;
    private final Buffer read = new Buffer();
    private boolean reading;
    private boolean enough;
    private boolean ended;
    private boolean closed;
    private @Nullable Throwable failure;

    /**
     * Over one body, of which nothing was read.
     *
     * @param interrupt ends a read of it that is under way
     */
    ReadAhead(BufferedSource body, Runnable interrupt) {
        this.body = body;
        this.interrupt = interrupt;
    }

    /** Waits for what is arriving, and no longer. An interrupt of the calling thread stays for the application. */
    synchronized BodyStart start(@Nullable String encoding, Executor readers) {
        reading = true;
        try {
            readers.execute(this::run);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            reading = false;
        }
        awaitReader();
        enough = true;
        byte[] bytes = read.snapshot().toByteArray();
        return bytes.length == 0 && !ended ? BodyStart.UNSEEN : BodyStart.of(bytes, encoding);
    }

    private synchronized void awaitReader() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BodyStart.PATIENCE_MILLIS);
        try {
            for (long left = BodyStart.PATIENCE_MILLIS; reading && left > 0; left = millisTo(end)) {
                wait(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static long millisTo(long end) {
        return TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }

    private void run() {
        Buffer piece = new Buffer();
        boolean goesOn = true;
        while (goesOn) {
            long count = -1;
            Throwable thrown = null;
            try {
                count = body.read(piece, PIECE);
            } catch (IOException | RuntimeException | Error broken) {
                thrown = broken;
            }
            goesOn = arrived(piece, count, thrown);
        }
    }

    /** Whether more is wanted. */
    private synchronized boolean arrived(Buffer piece, long count, @Nullable Throwable thrown) {
        if (count > 0) {
            read.write(piece, count);
        }
        failure = thrown;
        ended = count < 0 && thrown == null;
        reading = count >= 0 && !enough && !closed && read.size() < BodyStart.MOST;
        if (closed) {
            closeBody();
        }
        notifyAll();
        return reading;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        synchronized (this) {
            awaitBytes();
            if (closed) {
                throw new IllegalStateException("closed");
            }
            if (read.size() > 0) {
                return read.read(sink, byteCount);
            }
            if (failure != null) {
                throw thrown(failure);
            }
            if (ended) {
                return -1;
            }
        }
        return body.read(sink, byteCount);
    }

    private synchronized void awaitBytes() throws InterruptedIOException {
        try {
            while (reading && read.size() == 0) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static IOException thrown(Throwable failure) {
        if (failure instanceof RuntimeException) {
            throw (RuntimeException) failure;
        }
        if (failure instanceof Error) {
            throw (Error) failure;
        }
        return (IOException) failure;
    }

    @Override
    public Timeout timeout() {
        return body.timeout();
    }

    /** A read that is under way is ended first: OkHttp sends nothing more for a call whose response is open. */
    @Override
    public void close() throws IOException {
        if (isQuiet()) {
            body.close();
        }
    }

    /** Whether nobody reads any more; else the reading thread closes, as soon as it can. */
    private synchronized boolean isQuiet() {
        closed = true;
        notifyAll();
        if (reading) {
            interrupt.run();
        }
        awaitReader();
        return !reading;
    }

    private void closeBody() {
        try {
            body.close();
        } catch (IOException | RuntimeException gone) {
            // Nobody is left to be told.
        }
    }
}
