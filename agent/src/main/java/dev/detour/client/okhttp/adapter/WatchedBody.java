package dev.detour.client.okhttp.adapter;

import dev.detour.call.Call;
import dev.detour.call.Send;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** Looks on while the application reads a body: copies nothing, waits for nothing. */
final class WatchedBody extends ResponseBody {
    private final ResponseBody body;
    private final Call call;
    private final Send send;
    private final okhttp3.Call client;
    private final CallTimeout timeout;
    private @Nullable BufferedSource source;

    WatchedBody(ResponseBody body, Call call, Send send, okhttp3.Call client, CallTimeout timeout) {
        this.body = body;
        this.call = call;
        this.send = send;
        this.client = client;
        this.timeout = timeout;
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
            known = Okio.buffer(new WatchedSource());
            source = known;
        }
        return known;
    }

    private final class WatchedSource extends ForwardingSource {
        private boolean ended;

        WatchedSource() {
            super(body.source());
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
                send.attempt().received(count);
            } else if (count < 0) {
                ended();
            }
            return count;
        }

        /** A call that its application cancelled has not failed. One that ran out of time is cancelled by OkHttp. */
        private void failed(IOException failure) {
            boolean cancelled = client.isCanceled() && !timeout.isOver();
            if (!ended && !cancelled && !isDiscarded()) {
                ended = true;
                call.bodyFailed(send, failure);
            }
        }

        private void ended() {
            if (!ended && !isDiscarded()) {
                ended = true;
                call.bodyEnded(send);
            }
        }

        private boolean isDiscarded() {
            return send.decision() != null && send.decision().sendsAgain();
        }
    }
}
