package dev.detour.it.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/** A connection to a {@link MemoryServer}: what is written is answered before the first read. */
final class MemorySocket extends Socket {
    /** Makes them for a client. */
    static final class Factory extends SocketFactory {
        @Override
        public Socket createSocket() {
            return new MemorySocket();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }
    }

    private final MemoryServer server = new MemoryServer();
    private SocketAddress remote;
    private byte[] answer = new byte[0];
    private int read;
    private boolean closed;

    private final InputStream in = new InputStream() {
        @Override
        public int read() {
            return read < answer.length ? answer[read++] & 255 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = Math.min(length, answer.length - read);
            if (count <= 0) {
                return -1;
            }
            System.arraycopy(answer, read, into, offset, count);
            read += count;
            return count;
        }
    };

    private final OutputStream out = new OutputStream() {
        @Override
        public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            byte[] next = server.take(bytes, offset, length);
            if (next != null) {
                answer = next;
                read = 0;
            }
        }
    };

    @Override
    public void connect(SocketAddress endpoint, int timeout) {
        remote = endpoint;
    }

    @Override
    public void connect(SocketAddress endpoint) {
        remote = endpoint;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return remote;
    }

    @Override
    public boolean isConnected() {
        return remote != null;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        super.close();
    }

    @Override
    public void setSoTimeout(int timeout) {}

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }
}
