package dev.detour.it.programs;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A body of unknown length that is written in pieces, as SDKs write theirs; {@code once}: it can be written only once. */
final class OkHttpBody extends RequestBody {
    private static final int CHUNK = 1000;

    private final byte[] bytes;
    private final boolean once;

    private OkHttpBody(byte[] bytes, boolean once) {
        this.bytes = bytes;
        this.once = once;
    }

    @SuppressWarnings("deprecation") // the one factory that is there from 3.12 to 5.x
    static @Nullable RequestBody of(Fields call) {
        if (call.get("body") == null) {
            return null;
        }
        byte[] bytes = Bodies.of(call);
        switch (call.get("body-as", "bytes")) {
            case "stream":
                return new OkHttpBody(bytes, false);
            case "once":
                return new OkHttpBody(bytes, true);
            case "broken":
                return broken();
            default:
                return RequestBody.create(MediaType.parse("application/json"), bytes);
        }
    }

    private static RequestBody broken() {
        return new RequestBody() {
            @Override
            public @Nullable MediaType contentType() {
                return null;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                throw new IOException("nothing to send");
            }
        };
    }

    @Override
    public @Nullable MediaType contentType() {
        return MediaType.parse("application/json");
    }

    /** Overrides from 3.14 on; 3.12 does not ask. */
    @SuppressWarnings({"MissingOverride", "unused"})
    public boolean isOneShot() {
        return once;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        for (int at = 0; at < bytes.length; at += CHUNK) {
            sink.write(bytes, at, Math.min(CHUNK, bytes.length - at));
            sink.flush();
        }
    }
}
