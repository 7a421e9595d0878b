package dev.detour.client.okhttp.adapter;

import dev.detour.call.Send;
import dev.detour.client.okhttp.Transit;
import dev.detour.exchange.BodyStart;
import dev.detour.exchange.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import okhttp3.Connection;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** Looks on while the application reads a body: copies nothing, waits for nothing. Of a failure it reads ahead. */
final class WatchedBody extends ResponseBody {
    private final ResponseBody body;
    private final Transit transit;
    private final okhttp3.Call client;
    private final CallTimeout timeout;
    private @Nullable BufferedSource source;
    private @Nullable ReadAhead ahead;

    /** Of the response that a transit has ended with. */
    WatchedBody(ResponseBody body, Transit transit, okhttp3.Call client, CallTimeout timeout) {
        this.body = body;
        this.transit = transit;
        this.client = client;
        this.timeout = timeout;
    }

    private Send send() {
        return transit.send();
    }

    /** Whether it is to be looked at before it is known what becomes of the answer with this head. */
    boolean isToBeRead(Outcome head) {
        return send().readsBody(head);
    }

    /**
     * The beginning of the body, before anyone reads it; nothing of it is lost to whoever does.
     *
     * @param encoding of the body; null: none
     */
    BodyStart start(@Nullable String encoding, Executor readers) {
        ReadAhead reading = new ReadAhead(body.source(), this::interrupt);
        ahead = reading;
        source = null; // nothing was read by it
        return reading.start(encoding, readers);
    }

    /** Ends a read that is under way: of HTTP/2 the stream, else the connection, which can serve no other call then. */
    private void interrupt() {
        Connection connection = (Connection) transit.connection(); // null: it comes from the cache
        if (connection == null || OkHttpRelease.isHttp2(connection)) {
            body.close();
        } else {
            OkHttpRelease.cancel(connection);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // null: it has none
    public MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public BufferedSource source() {
        BufferedSource known = source;
        if (known == null) {
            known = Okio.buffer(new WatchedSource(ahead == null ? body.source() : ahead));
            source = known;
        }
        return known;
    }

    /** What a buffer shows of itself; nothing is copied. */
    private final class Passing extends OutputStream {
        @Override
        public void write(int next) {
            write(new byte[] {(byte) next}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            send().passed(ByteBuffer.wrap(bytes, offset, count));
        }
    }

    private final class WatchedSource extends ForwardingSource {
        private boolean ended;

        WatchedSource(Source read) {
            super(read);
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            long count;
            try {
                count = super.read(sink, byteCount);
            } catch (IOException failure) {
                failed(failure);
                throw failure;
            }
            if (count > 0) {
                send().attempt().received(count);
                if (send().watchesBody()) {
                    sink.copyTo(new Passing(), sink.size() - count, count);
                }
            } else if (count < 0) {
                ended();
            }
            return count;
        }

        /** A call that its application cancelled has not failed. One that ran out of time is cancelled by OkHttp. */
        private void failed(IOException failure) {
            boolean cancelled = client.isCanceled() && !timeout.hasEnded(failure);
            if (!ended && !cancelled && !isDiscarded()) {
                ended = true;
                if (client.isCanceled()) {
                    send().attempt().expire();
                }
                send().bodyFailed(failure);
            }
        }

        private void ended() {
            if (!ended && !isDiscarded()) {
                ended = true;
                send().bodyEnded();
            }
        }

        private boolean isDiscarded() {
            return send().decision() != null && send().decision().sendsAgain();
        }
    }
}
