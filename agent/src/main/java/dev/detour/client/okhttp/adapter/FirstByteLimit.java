package dev.detour.client.okhttp.adapter;

import dev.detour.client.okhttp.Transit;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Connection;
import okio.AsyncTimeout;

/**
 * Ends an HTTP/1.1 exchange whose head is not there in time. OkHttp's own limit counts anew with every byte, so that a
 * head that trickles in never ends; on HTTP/2 it counts the whole wait. Runs on the one thread that keeps all limits of
 * OkHttp, which must not wait.
 */
final class FirstByteLimit extends AsyncTimeout {
    private final Connection connection;
    private final Transit transit;

    private FirstByteLimit(Connection connection, Transit transit) {
        this.connection = connection;
        this.transit = transit;
    }

    /** Counts from now. */
    static FirstByteLimit start(Connection connection, Duration limit, Transit transit) {
        FirstByteLimit started = new FirstByteLimit(connection, transit);
        started.timeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
        started.enter();
        return started;
    }

    /** The head is there, or will not come: where it is for this limit, that is told to the transit. */
    void end() {
        if (exit()) {
            transit.finish();
        }
    }

    @Override
    protected void timedOut() {
        OkHttpRelease.cancel(connection);
    }

    /** What OkHttp itself throws where a limit has closed the socket; any other exception stays. */
    static Exception shown(Exception failure, Transit transit) {
        if (!transit.isFinished() || failure instanceof SocketTimeoutException) {
            return failure;
        }
        SocketTimeoutException over = new SocketTimeoutException("timeout");
        over.initCause(failure);
        return over;
    }
}
