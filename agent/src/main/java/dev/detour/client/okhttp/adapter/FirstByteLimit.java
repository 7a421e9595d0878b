package dev.detour.client.okhttp.adapter;

import dev.detour.client.okhttp.Transit;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okio.AsyncTimeout;

/**
 * Ends an HTTP/1.1 exchange whose head is not there in time. OkHttp's own limit counts anew with every byte, so that a
 * head that trickles in never ends; on HTTP/2 it counts the whole wait. As OkHttp does, it closes the socket.
 */
final class FirstByteLimit extends AsyncTimeout {
    private final Socket socket;

    private FirstByteLimit(Socket socket) {
        this.socket = socket;
    }

    /** Counts from now. */
    static FirstByteLimit start(Socket socket, Duration limit) {
        FirstByteLimit started = new FirstByteLimit(socket);
        started.timeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
        started.enter();
        return started;
    }

    @Override
    protected void timedOut() {
        try {
            socket.close();
        } catch (IOException | RuntimeException closedAlready) {
            // Whoever reads will be told.
        }
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
