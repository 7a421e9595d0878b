package dev.detour.telemetry;

import dev.detour.exchange.Daemons;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The page that Prometheus reads: {@code GET /metrics}, one connection after the other, each closed after its answer.
 *
 * <p>Not by {@code com.sun.net.httpserver}, which is a module of its own that trimmed runtimes lack, and which wakes the
 * application's logging. Where the port is taken, that is said once, and tried again until it is free.
 */
final class ScrapeEndpoint implements AutoCloseable {
    private static final int LONGEST_HEAD = 8_192;

    /** For a peer to ask and to read its answer: then it is the next one's turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int SILENCE_MILLIS = 2_000;
    private static final long PAUSE_MILLIS = 1_000;

    private final String host;
    private final int port;
    private final String type;
    private final Callable<byte[]> page;
    private final Consumer<String> complaints;
    private final Duration patience;
    private final Thread thread;
    private volatile @Nullable ServerSocket socket;
    private volatile @Nullable Socket peer;
    private volatile boolean closed;
    private boolean complained;

    /**
     * Begins to listen.
     *
     * @param address {@code host:port}, as {@link TelemetrySettings#prometheus}
     * @param type the media type of the page
     * @param complaints takes a sentence for people, once
     */
    ScrapeEndpoint(String address, String type, Callable<byte[]> page, Consumer<String> complaints) {
        this(address, type, page, complaints, PATIENCE);
    }

    /** The same, with its own patience for a peer. */
    ScrapeEndpoint(String address, String type, Callable<byte[]> page, Consumer<String> complaints, Duration patience) {
        int colon = address.lastIndexOf(':');
        this.host = address.substring(0, colon).replace("[", "").replace("]", "");
        this.port = Integer.parseInt(address.substring(colon + 1));
        this.type = type;
        this.page = page;
        this.complaints = complaints;
        this.patience = patience;
        this.thread = Daemons.daemon("detour-prometheus", this::run);
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (ServerSocket listening = new ServerSocket()) {
                socket = listening;
                listening.setReuseAddress(true);
                listening.bind(new InetSocketAddress(InetAddress.getByName(host), port));
                serve(listening);
            } catch (IOException | RuntimeException failed) {
                complain(failed);
                pause();
            }
        }
    }

    private void serve(ServerSocket listening) {
        while (!closed && !listening.isClosed()) {
            try (Socket accepted = accepted(listening)) {
                if (accepted != null) {
                    peer = accepted;
                    answerInTime(accepted);
                }
            } catch (IOException gone) {
                // Who asked has left.
            }
        }
    }

    /** Null where there is none to be had: a process out of files fails at once, again and again. */
    private @Nullable Socket accepted(ServerSocket listening) {
        try {
            return listening.accept();
        } catch (IOException failed) {
            if (!listening.isClosed()) {
                pause();
            }
            return null;
        }
    }

    /** A write knows no limit: one to a peer that does not read ends when its socket is closed. */
    private void answerInTime(Socket accepted) throws IOException {
        CompletableFuture<@Nullable Void> limit = new CompletableFuture<>();
        limit.completeOnTimeout(null, patience.toNanos(), TimeUnit.NANOSECONDS).thenRun(() -> closeQuietly(accepted));
        try {
            if (!closed) {
                answer(accepted);
            }
        } finally {
            // Not cancelled: up to Java 20 the timer keeps what was, until its time has come.
            limit.complete(null);
        }
    }

    private static void closeQuietly(@Nullable Closeable open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException nothingMoreToDo) {
            // It is given up either way.
        }
    }

    private void answer(Socket accepted) throws IOException {
        accepted.setSoTimeout(SILENCE_MILLIS);
        String request = request(new BufferedInputStream(accepted.getInputStream()));
        OutputStream out = accepted.getOutputStream();
        if (!request.startsWith("GET ")) {
            out.write(head("405 Method Not Allowed", 0));
        } else if (!request.matches("GET /metrics(\\?\\S*)? HTTP/1\\.[01]")) {
            out.write(head("404 Not Found", 0));
        } else {
            byte[] text = text();
            out.write(head(text.length == 0 ? "500 Internal Server Error" : "200 OK", text.length));
            out.write(text);
        }
        out.flush();
        accepted.shutdownOutput();
    }

    private byte[] text() {
        try {
            return page.call();
        } catch (Exception fault) {
            complain(fault);
            return new byte[0];
        }
    }

    /** The first line; the rest of the head is read and means nothing. */
    private static String request(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int newlines = 0;
        while (newlines < 2) {
            int read = in.read();
            if (read < 0 || head.size() >= LONGEST_HEAD) {
                throw new IOException("no request");
            }
            head.write(read);
            newlines = read == '\n' ? newlines + 1 : read == '\r' ? newlines : 0;
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        return text.substring(0, text.indexOf('\n')).trim();
    }

    private byte[] head(String status, int length) {
        return ("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + length
                        + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private void complain(Exception failed) {
        if (!closed && !complained) {
            complained = true;
            complaints.accept("metrics cannot be read at " + host + ":" + port + " (" + failed
                    + "). It is tried again; this is said once.");
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(closed ? 0 : PAUSE_MILLIS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives the port back; an answer under way breaks off. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        closeQuietly(socket);
        closeQuietly(peer);
        try {
            thread.join(SILENCE_MILLIS);
        } catch (InterruptedException someoneIsInAHurry) {
            Thread.currentThread().interrupt();
        }
    }
}
