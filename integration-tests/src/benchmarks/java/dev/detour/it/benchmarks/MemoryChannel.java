package dev.detour.it.benchmarks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/** A connection to a {@link MemoryServer} as java.net.http wants it. */
final class MemoryChannel extends SocketChannel {
    private final MemoryServer server = new MemoryServer();
    private volatile SocketAddress remote;
    private volatile MemorySelector selector;
    private ByteBuffer answer = ByteBuffer.allocate(0);

    MemoryChannel(SelectorProvider provider) {
        super(provider);
    }

    void watchedBy(MemorySelector watcher) {
        selector = watcher;
    }

    synchronized boolean isReadable() {
        return answer.hasRemaining();
    }

    @Override
    public synchronized int read(ByteBuffer into) {
        int count = Math.min(into.remaining(), answer.remaining());
        ByteBuffer part = answer.duplicate();
        part.limit(part.position() + count);
        into.put(part);
        answer.position(answer.position() + count);
        return count;
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) {
        long count = 0;
        for (int i = offset; i < offset + length; i++) {
            count += read(into[i]);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer from) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        byte[] whole = server.take(bytes, 0, bytes.length);
        if (whole != null) {
            synchronized (this) {
                answer = ByteBuffer.wrap(whole);
            }
            MemorySelector watcher = selector;
            if (watcher != null) {
                watcher.wakeup();
            }
        }
        return bytes.length;
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        long count = 0;
        for (int i = offset; i < offset + length; i++) {
            count += write(from[i]);
        }
        return count;
    }

    @Override
    public boolean connect(SocketAddress address) {
        remote = address;
        return true;
    }

    @Override
    public boolean finishConnect() {
        return true;
    }

    @Override
    public boolean isConnected() {
        return remote != null;
    }

    @Override
    public boolean isConnectionPending() {
        return false;
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return remote;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public SocketChannel bind(SocketAddress local) {
        return this;
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, T value) {
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) {
        return name.type().cast(name.type() == Integer.class ? (Object) 65_536 : (Object) true);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of(
                StandardSocketOptions.TCP_NODELAY,
                StandardSocketOptions.SO_RCVBUF,
                StandardSocketOptions.SO_SNDBUF,
                StandardSocketOptions.SO_KEEPALIVE);
    }

    @Override
    public Socket socket() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketChannel shutdownInput() {
        return this;
    }

    @Override
    public SocketChannel shutdownOutput() {
        return this;
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}
}
