package dev.detour.client.okhttp.adapter;

import dev.detour.network.Timeouts;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Connection;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * The limits of an attempt's steps. OkHttp has one for reading, which counts from byte to byte: until the head is there
 * it is the route's for the first byte, from then on the one for silence in the body; where the route has none, the
 * application's.
 */
final class ReadTimeouts {
    private static final ReadTimeouts NONE = new ReadTimeouts(null, false, 0, 0);

    private final @Nullable Duration connect;
    private final boolean changesReading;
    private final int headMillis;
    private final int bodyMillis;

    private ReadTimeouts(@Nullable Duration connect, boolean changesReading, int headMillis, int bodyMillis) {
        this.connect = connect;
        this.changesReading = changesReading;
        this.headMillis = headMillis;
        this.bodyMillis = bodyMillis;
    }

    static ReadTimeouts of(Interceptor.Chain chain, Timeouts timeouts) {
        Duration firstByte = timeouts.firstByte();
        Duration idle = timeouts.idle();
        if (firstByte == null && idle == null && timeouts.connect() == null) {
            return NONE;
        }
        int application = chain.readTimeoutMillis();
        return new ReadTimeouts(
                timeouts.connect(),
                firstByte != null || idle != null,
                firstByte == null ? application : millis(firstByte),
                idle == null ? application : millis(idle));
    }

    /** For OkHttp zero means no limit. */
    private static int millis(Duration duration) {
        return (int) Math.max(1, Math.min(duration.toMillis(), Integer.MAX_VALUE));
    }

    /** The chain whose {@code proceed} keeps them. */
    Interceptor.Chain apply(Interceptor.Chain chain) {
        Interceptor.Chain changed = chain;
        if (connect != null) {
            changed = changed.withConnectTimeout(millis(connect), TimeUnit.MILLISECONDS);
        }
        if (changesReading) {
            changed = changed.withReadTimeout(headMillis, TimeUnit.MILLISECONDS);
        }
        return changed;
    }

    /**
     * From here on the body's limit counts.
     *
     * @param connection that it comes by; null: from the cache
     */
    void headIsThere(Response response, @Nullable Object connection) {
        ResponseBody body = response.body();
        if (!changesReading || connection == null || body == null || response.code() == 101) {
            return;
        }
        body.source().timeout().timeout(bodyMillis, TimeUnit.MILLISECONDS);
        if (!OkHttpRelease.isHttp2((Connection) connection)) {
            relax((Connection) connection);
        }
    }

    /** The socket has a limit of its own, which the next exchange sets anew; HTTP/2 has none. */
    private void relax(Connection connection) {
        try {
            connection.socket().setSoTimeout(bodyMillis);
        } catch (SocketException closed) {
            // Whoever reads will be told.
        }
    }
}
