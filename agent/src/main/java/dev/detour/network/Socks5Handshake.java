package dev.detour.network;

import dev.detour.exchange.Ticker;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A SOCKS5 handshake on a non-blocking channel that belongs to somebody else's event loop. It waits with a selector of
 * its own, on a thread of the executor, for the length of the handshake; the channel's blocking mode and its other
 * registrations stay as they are, and no byte behind the handshake is read.
 *
 * <p>Where the handshake fails, is cancelled or runs out of time the channel is closed: it is in the middle of a
 * dialogue and good for nothing.
 */
public final class Socks5Handshake {
    /** A channel that its owner closes right before a selection begins does not end it: so it is looked at again. */
    private static final long LONGEST_WAIT_MILLIS = 200;

    private final SocketChannel channel;
    private final Selector selector;
    private final ProxyServer proxy;
    private final Socks5Dialogue dialogue;
    private final Ticker ticker;
    private final long deadline;
    private final CompletableFuture<Void> tunnel = new CompletableFuture<>();

    private Socks5Handshake(
            SocketChannel channel, Socks5Dialogue dialogue, ProxyServer proxy, Ticker ticker, long deadline)
            throws IOException {
        this.channel = channel;
        this.dialogue = dialogue;
        this.proxy = proxy;
        this.ticker = ticker;
        this.deadline = deadline;
        this.selector = Selector.open();
    }

    /**
     * Begins a handshake. The result is completed on the executor's thread: with null when the tunnel stands, with a
     * {@code SocketException} as {@link SocksFailure} describes them, or with a {@code SocketTimeoutException}. When it
     * is completed otherwise, by {@code cancel} say, the handshake ends.
     *
     * @param channel connected to the proxy, and non-blocking
     * @param host the target: a name, which the proxy resolves, or an address without brackets
     * @param deadline in the ticker's nanoseconds
     */
    public static CompletableFuture<Void> start(
            SocketChannel channel,
            ProxyServer proxy,
            String host,
            int port,
            Executor executor,
            Ticker ticker,
            long deadline) {
        try {
            Socks5Dialogue dialogue = new Socks5Dialogue(proxy, host, port);
            return new Socks5Handshake(channel, dialogue, proxy, ticker, deadline).start(executor);
        } catch (IOException impossible) {
            close(channel);
            return CompletableFuture.failedFuture(impossible);
        }
    }

    private CompletableFuture<Void> start(Executor executor) {
        // Also when the result is completed from outside: the thread in select then wakes and goes.
        CompletableFuture<Void> unused = tunnel.whenComplete((done, failure) -> {
            if (failure != null) {
                close(channel);
            }
            close(selector);
        });
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            fail(new SocketException("no thread for the handshake: " + noThread.getMessage()));
        }
        return tunnel;
    }

    private void run() {
        try {
            SelectionKey key = channel.register(selector, 0);
            send(key, dialogue.start());
            while (dialogue.wanted() > 0) {
                send(key, dialogue.answerTo(receive(key, dialogue.wanted())));
            }
            close(selector);
            tunnel.complete(null);
        } catch (ClosedSelectorException | CancelledKeyException endedFromOutside) {
            fail(SocksFailure.closed(proxy, endedFromOutside));
        } catch (IOException | RuntimeException failure) {
            fail(failure);
        }
    }

    /** Who waits for the result may run before what depends on it: all is closed by then. */
    private void fail(Exception failure) {
        close(channel);
        close(selector);
        tunnel.completeExceptionally(failure);
    }

    private void send(SelectionKey key, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (transfer(() -> channel.write(buffer)) == 0) {
                await(key, SelectionKey.OP_WRITE);
            }
        }
    }

    private byte[] receive(SelectionKey key, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            int read = transfer(() -> channel.read(buffer));
            if (read < 0) {
                throw SocksFailure.closed(proxy, new EOFException());
            }
            if (read == 0) {
                await(key, SelectionKey.OP_READ);
            }
        }
        return buffer.array();
    }

    private int transfer(Transfer transfer) throws IOException {
        try {
            return transfer.run();
        } catch (ClosedChannelException byItsOwner) {
            throw byItsOwner;
        } catch (IOException cut) {
            throw SocksFailure.closed(proxy, cut);
        }
    }

    private void await(SelectionKey key, int operation) throws IOException {
        key.interestOps(operation);
        long left = deadline - ticker.nanos();
        if (left <= 0) {
            throw SocksFailure.timedOut(proxy);
        }
        selector.select(Math.min(TimeUnit.NANOSECONDS.toMillis(left) + 1, LONGEST_WAIT_MILLIS));
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            throw new SocketException("interrupted");
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception alreadyBroken) {
            // It is given up either way.
        }
    }

    private interface Transfer {
        int run() throws IOException;
    }
}
