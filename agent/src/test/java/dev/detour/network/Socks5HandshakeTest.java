package dev.detour.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.detour.exchange.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Socks5HandshakeTest extends SocksContract {
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void every_thread_comes_back() throws InterruptedException {
        executor.shutdown();
        assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    byte[] talk(ProxyServer proxy, String host, int port, int timeout) throws Exception {
        try (SocketChannel channel = connected(proxy);
                Selector ownersSelector = Selector.open()) {
            SelectionKey ownersKey = channel.register(ownersSelector, SelectionKey.OP_READ);
            try {
                handshake(channel, proxy, host, port, timeout, executor).get();
            } catch (ExecutionException failure) {
                assertThat(channel.isOpen()).isFalse();
                throw (Exception) failure.getCause();
            }
            assertThat(channel.isBlocking()).isFalse();
            assertThat(ownersKey.isValid()).isTrue();
            assertThat(ownersKey.interestOps()).isEqualTo(SelectionKey.OP_READ);
            ByteBuffer bytes = ByteBuffer.allocate(3);
            bytes.limit(2);
            readAll(channel, ownersSelector, bytes);
            channel.write(ByteBuffer.wrap(new byte[] {1}));
            bytes.limit(3);
            readAll(channel, ownersSelector, bytes);
            return bytes.array();
        }
    }

    private static void readAll(SocketChannel channel, Selector selector, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            selector.select(20_000);
            selector.selectedKeys().clear();
            assertThat(channel.read(bytes)).isNotNegative();
        }
    }

    @Test
    void cancelling_closes_the_channel_and_frees_the_thread() throws Exception {
        CountDownLatch greeted = new CountDownLatch(1);
        try (SocksServer server = SocksServer.of((self, in, out) -> {
                    in.readNBytes(3);
                    greeted.countDown();
                    in.readAllBytes();
                });
                SocketChannel channel = connected(server.proxy())) {
            CompletableFuture<Void> handshake =
                    handshake(channel, server.proxy(), "api.example.com", 443, 1_000_000, executor);
            greeted.await();
            handshake.cancel(true);

            assertThat(channel.isOpen()).isFalse();
            assertThat(handshake).isCancelled();
        }
    }

    @Test
    void a_channel_that_its_owner_closes_ends_the_handshake() throws Exception {
        CountDownLatch greeted = new CountDownLatch(1);
        try (SocksServer server = SocksServer.of((self, in, out) -> {
            in.readNBytes(3);
            greeted.countDown();
            in.readAllBytes();
        })) {
            SocketChannel channel = connected(server.proxy());
            CompletableFuture<Void> handshake =
                    handshake(channel, server.proxy(), "api.example.com", 443, 1_000_000, executor);
            greeted.await();
            channel.close();

            assertThatThrownBy(() -> handshake.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void an_executor_that_is_shut_down_is_a_failure_and_not_a_wait() throws Exception {
        try (SocksServer server = SocksServer.good(null);
                SocketChannel channel = connected(server.proxy())) {
            Executor refusing = work -> {
                throw new RejectedExecutionException();
            };

            assertThatThrownBy(() -> handshake(channel, server.proxy(), "api.example.com", 443, 1_000_000, refusing)
                            .get())
                    .hasCauseInstanceOf(SocketException.class);
            assertThat(channel.isOpen()).isFalse();
        }
    }

    @Test
    void a_name_that_socks_cannot_carry_is_refused() throws Exception {
        try (SocksServer server = SocksServer.good(null)) {
            assertThatThrownBy(() -> talk(server.proxy(), "x".repeat(256), 443, 30_000))
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("longer than 255 bytes");
        }
    }

    @Test
    void channels_are_kept_alive() throws Exception {
        try (SocketChannel channel = SocketChannel.open()) {
            KeepAlive.after(Duration.ofSeconds(45)).applyTo(channel);

            assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(45);
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL))
                    .isEqualTo(15);
        }
    }

    @Test
    void a_closed_channel_is_no_error() throws Exception {
        SocketChannel channel = SocketChannel.open();
        channel.close();

        KeepAlive.after(Duration.ofSeconds(45)).applyTo(channel);

        assertThat(channel.isOpen()).isFalse();
    }

    private static SocketChannel connected(ProxyServer proxy) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(proxy.host(), proxy.port()));
        channel.configureBlocking(false);
        return channel;
    }

    private static CompletableFuture<Void> handshake(
            SocketChannel channel, ProxyServer proxy, String host, int port, int timeout, Executor executor) {
        long deadline = Ticker.SYSTEM.nanos() + TimeUnit.MILLISECONDS.toNanos(timeout);
        return Socks5Handshake.start(channel, proxy, host, port, executor, Ticker.SYSTEM, deadline);
    }
}
