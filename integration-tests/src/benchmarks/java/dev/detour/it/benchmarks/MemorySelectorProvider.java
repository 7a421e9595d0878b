package dev.detour.it.benchmarks;

import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/** Gives java.net.http channels that lead to a {@link MemoryServer}: by {@code java.nio.channels.spi.SelectorProvider}. */
public final class MemorySelectorProvider extends SelectorProvider {
    @Override
    public AbstractSelector openSelector() {
        return new MemorySelector(this);
    }

    @Override
    public SocketChannel openSocketChannel() {
        return new MemoryChannel(this);
    }

    @Override
    public DatagramChannel openDatagramChannel() {
        throw new UnsupportedOperationException();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Pipe openPipe() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() {
        throw new UnsupportedOperationException();
    }
}
