package dev.detour.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class Socks5SocketFactoryTest extends SocksContract {
    @Override
    byte[] talk(ProxyServer proxy, String host, int port, int timeout) throws Exception {
        try (Socket socket = new Socks5SocketFactory(proxy).createSocket()) {
            socket.setSoTimeout(12_345);
            try {
                socket.connect(InetSocketAddress.createUnresolved(host, port), timeout);
            } catch (IOException failure) {
                assertThat(socket.isClosed()).isTrue();
                throw failure;
            }
            assertThat(socket.getSoTimeout()).isEqualTo(12_345);
            byte[] bytes = new byte[3];
            assertThat(socket.getInputStream().readNBytes(bytes, 0, 2)).isEqualTo(2);
            socket.getOutputStream().write(1);
            bytes[2] = (byte) socket.getInputStream().read();
            return bytes;
        }
    }

    @Test
    void a_name_that_was_resolved_here_stays_a_name() throws Exception {
        try (SocksServer server = SocksServer.good(null);
                Socket socket = new Socks5SocketFactory(server.proxy()).createSocket()) {
            InetAddress resolved = InetAddress.getByAddress("api.example.com", new byte[] {(byte) 192, 0, 2, 1});
            socket.connect(new InetSocketAddress(resolved, 443), 30_000);

            assertThat(server.asked.take()).isEqualTo("api.example.com:443");
        }
    }

    @Test
    void connects_at_once_where_the_target_is_given_to_the_factory() throws Exception {
        try (SocksServer server = SocksServer.good(null);
                Socket byName = new Socks5SocketFactory(server.proxy()).createSocket("api.example.com", 443);
                Socket byAddress = new Socks5SocketFactory(server.proxy())
                        .createSocket(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 80)) {
            assertThat(byName.isConnected()).isTrue();
            assertThat(byAddress.isConnected()).isTrue();
            assertThat(server.asked.take()).isEqualTo("api.example.com:443");
            assertThat(server.asked.take()).isEqualTo("/192.0.2.1:80");
        }
    }

    @Test
    void a_proxy_that_is_not_there_is_named() throws Exception {
        ProxyServer gone;
        // Not a SocksServer: a thread in accept() may take one more connection while its listener closes.
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            gone = ProxyServer.of(ProxyServer.Kind.SOCKS5, "127.0.0.1", listener.getLocalPort(), null, null);
        }

        assertThatThrownBy(() -> talk(gone, "api.example.com", 443, 30_000))
                .isExactlyInstanceOf(ConnectException.class)
                .hasMessageStartingWith("SOCKS proxy " + gone.address() + ": unreachable: ");
    }

    @Test
    void a_proxy_without_an_address_is_named() {
        ProxyServer nowhere = ProxyServer.of(ProxyServer.Kind.SOCKS5, "proxy.invalid", 1080, null, null);

        assertThatThrownBy(() -> talk(nowhere, "api.example.com", 443, 30_000))
                .isExactlyInstanceOf(UnknownHostException.class)
                .hasMessageStartingWith("SOCKS proxy proxy.invalid:1080: unreachable: ");
    }

    @Test
    void closing_from_another_thread_ends_the_handshake() throws Exception {
        CountDownLatch greeted = new CountDownLatch(1);
        try (SocksServer server = SocksServer.of((self, in, out) -> {
            in.readNBytes(3);
            greeted.countDown();
            in.readAllBytes();
        })) {
            Socket socket = new Socks5SocketFactory(server.proxy()).createSocket();
            CompletableFuture<Void> connecting = CompletableFuture.runAsync(() -> {
                try {
                    socket.connect(InetSocketAddress.createUnresolved("api.example.com", 443), 0);
                } catch (IOException failure) {
                    throw new IllegalStateException(failure);
                }
            });
            greeted.await();
            socket.close();

            assertThatThrownBy(connecting::get)
                    .isInstanceOf(ExecutionException.class)
                    .rootCause()
                    .isInstanceOf(SocketException.class)
                    .hasMessageNotContaining("SOCKS proxy");
        }
    }

    @Test
    void factories_of_one_proxy_are_equal_whatever_they_are_composed_of() {
        Socks5SocketFactory one = new Socks5SocketFactory(ProxyServer.parse("socks5://u:p@proxy"));
        Socks5SocketFactory same = new Socks5SocketFactory(ProxyServer.parse("socks5h://u:p@proxy:1080"));
        Socks5SocketFactory other = new Socks5SocketFactory(ProxyServer.parse("socks5://u:q@proxy"));

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
        assertThat(kept(one, 30)).isEqualTo(kept(same, 30)).hasSameHashCodeAs(kept(same, 30));
        assertThat(kept(one, 30))
                .isNotEqualTo(kept(one, 31))
                .isNotEqualTo(kept(other, 30))
                .isNotEqualTo(one);
        assertThat(kept(one, 30).toString()).doesNotContain("u:p");
    }

    @Test
    void http_proxies_are_not_for_these_sockets() {
        assertThatThrownBy(() -> new Socks5SocketFactory(ProxyServer.parse("http://proxy")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sockets_through_the_proxy_are_kept_alive() throws Exception {
        try (SocksServer server = SocksServer.good(null);
                Socket socket =
                        kept(new Socks5SocketFactory(server.proxy()), 30).createSocket()) {
            assertKept(socket, 30, 15);
            socket.connect(InetSocketAddress.createUnresolved("api.example.com", 443), 30_000);
            assertKept(socket, 30, 15);
        }
    }

    @Test
    void plain_sockets_are_kept_alive_before_and_after_they_connect() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Socket open = kept(SocketFactory.getDefault(), 5).createSocket();
                Socket connected = kept(SocketFactory.getDefault(), 5)
                        .createSocket(listener.getInetAddress(), listener.getLocalPort())) {
            assertKept(open, 5, 5);
            assertKept(connected, 5, 5);
        }
    }

    private static SocketFactory kept(SocketFactory factory, int seconds) {
        return new KeepAliveSocketFactory(factory, KeepAlive.after(Duration.ofSeconds(seconds)));
    }

    private static void assertKept(Socket socket, int idle, int interval) throws IOException {
        assertThat(socket.getKeepAlive()).isTrue();
        assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(idle);
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(interval);
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(4);
    }
}
