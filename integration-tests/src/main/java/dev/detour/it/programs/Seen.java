package dev.detour.it.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What an application saw of one call. Filled by the thread or the threads that run the call, read by the loop; a test
 * may follow the body's arrival and cancel.
 *
 * <p>Keys: {@code status}, {@code protocol}, {@code uri}, {@code request.uri}, {@code request.header.NAME},
 * {@code previous.status}, {@code header.NAME}, {@code body}, {@code body.bytes}, {@code body.sha256},
 * {@code exception.N} (class, outermost first), {@code message.N}, {@code suppressed.N}, {@code exception.text} (with
 * stack traces), {@code elapsed} (milliseconds), {@code interrupted}.
 */
public final class Seen {
    private final long started = System.nanoTime();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Fields fields = Fields.none();
    private @Nullable Runnable canceller;
    private boolean done;

    public synchronized void put(String key, @Nullable Object value) {
        if (value != null) {
            fields = fields.with(key, value);
        }
    }

    /** One more value for a key that has a list. */
    public synchronized void add(String key, String value) {
        fields = fields.and(key, value);
    }

    public void headers(String prefix, Map<String, List<String>> headers) {
        headers.forEach(
                (name, values) -> put(prefix + name.toLowerCase(java.util.Locale.ROOT), String.join("\n", values)));
    }

    /** Some of the body has come. */
    public synchronized void received(byte[] bytes, int length) {
        body.write(bytes, 0, length);
        notifyAll();
    }

    public void received(byte[] bytes) {
        received(bytes, bytes.length);
    }

    /** Takes down an exception, its causes and what they carry. */
    public void failed(Throwable failure) {
        int depth = 0;
        for (Throwable next = failure; next != null && depth < 12; next = next.getCause()) {
            put("exception." + depth, next.getClass().getName());
            put("message." + depth, next.getMessage());
            for (Throwable suppressed : next.getSuppressed()) {
                add("suppressed." + depth, suppressed.toString());
            }
            depth++;
        }
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        put("exception.text", text.toString());
    }

    /** How to cancel the call, as an application would. */
    public synchronized void cancelBy(Runnable how) {
        canceller = how;
        notifyAll();
    }

    /** Cancels where the call has come as far as that; tells whether it had. */
    public boolean cancelIfPossible() {
        Runnable how;
        synchronized (this) {
            how = canceller;
        }
        if (how != null) {
            how.run();
        }
        return how != null;
    }

    /** How many bytes of the body have come. */
    public synchronized int bytes() {
        return body.size();
    }

    synchronized void cancel() throws Exception {
        await(() -> canceller != null, "nothing to cancel");
        Runnable how = canceller;
        if (how != null) {
            how.run();
        }
    }

    /** Waits until so many body bytes have come; tells how many. */
    synchronized int awaitBytes(int count) throws Exception {
        await(() -> body.size() >= count || done, "only " + body.size() + " bytes came");
        return body.size();
    }

    public synchronized Fields awaitEnd() throws Exception {
        await(() -> done, "the call did not end");
        return fields;
    }

    public synchronized void end() {
        put("elapsed", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
        put("interrupted", Thread.interrupted());
        byte[] bytes = body.toByteArray();
        put("body", body.toString(UTF_8));
        put("body.bytes", bytes.length);
        put("body.sha256", sha256(bytes));
        done = true;
        notifyAll();
    }

    private void await(java.util.function.BooleanSupplier condition, String otherwise) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new TimeoutException(otherwise);
            }
            wait(left);
        }
    }

    /** The digest of some bytes, in hexadecimal. */
    public static String sha256(byte[] bytes) {
        try {
            StringBuilder text = new StringBuilder();
            for (byte b : MessageDigest.getInstance("SHA-256").digest(bytes)) {
                text.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
            }
            return text.toString();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
