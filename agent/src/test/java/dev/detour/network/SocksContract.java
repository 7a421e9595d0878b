package dev.detour.network;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What both drivers of the SOCKS5 dialogue do. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
abstract class SocksContract {
    private static final int PATIENT = 30_000;

    /** Connects and shakes hands within so many milliseconds, reads two bytes, then sends 1 and reads the answer. */
    abstract byte[] talk(ProxyServer proxy, String host, int port, int timeout) throws Exception;

    @Test
    void a_tunnel_loses_no_byte_and_the_proxy_gets_the_name() throws Exception {
        try (SocksServer server = SocksServer.good(null)) {
            assertThat(talk(server.proxy(), "api.example.com", 443, PATIENT)).containsExactly('h', 'i', 2);
            assertThat(server.asked.take()).isEqualTo("api.example.com:443");
        }
    }

    @Test
    void addresses_are_sent_as_addresses() throws Exception {
        try (SocksServer server = SocksServer.good(null)) {
            talk(server.proxy(), "192.0.2.1", 65535, PATIENT);
            talk(server.proxy(), "2001:db8::1", 80, PATIENT);

            assertThat(server.asked.take()).isEqualTo("/192.0.2.1:65535");
            assertThat(server.asked.take()).isEqualTo("/2001:db8:0:0:0:0:0:1:80");
        }
    }

    @Test
    void user_and_password_are_given_in_utf_8() throws Exception {
        try (SocksServer server = SocksServer.good("müller:€")) {
            assertThat(talk(server.proxy("müller", "€"), "api.example.com", 443, PATIENT))
                    .containsExactly('h', 'i', 2);
        }
    }

    @Test
    void a_proxy_that_asks_for_no_password_gets_none() throws Exception {
        try (SocksServer server = SocksServer.good(null)) {
            talk(server.proxy("me", "marked"), "api.example.com", 443, PATIENT);

            assertThat(server.asked.take()).isEqualTo("api.example.com:443");
        }
    }

    @Test
    void a_wrong_password_is_said_and_not_told() throws Exception {
        try (SocksServer server = SocksServer.good("me:right")) {
            assertFails(server.proxy("me", "marked"), "authentication rejected");
        }
    }

    @Test
    void a_missing_user_is_said() throws Exception {
        try (SocksServer server = SocksServer.good("me:right")) {
            assertFails(server.proxy(), "authentication required, and no user is configured");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, refused: general failure (reply 1)",
        "2, refused: not allowed by its rules (reply 2)",
        "3, refused: network unreachable (reply 3)",
        "4, refused: host unreachable (reply 4)",
        "5, refused: connection refused (reply 5)",
        "6, refused: TTL expired (reply 6)",
        "7, refused: command not supported (reply 7)",
        "8, refused: address type not supported (reply 8)",
        "200, refused: unassigned reason (reply 200)",
    })
    void refusals_have_names(int code, String text) throws Exception {
        try (SocksServer server = SocksServer.replying(5, code, 0, 1, 0, 0, 0, 0, 0, 0)) {
            assertFails(server.proxy(), text);
        }
    }

    @Test
    void a_reply_may_come_byte_by_byte_and_with_any_kind_of_address() throws Exception {
        try (SocksServer version4 = SocksServer.replying(5, 0, 0, 1, 9, 9, 9, 9, 9, 9, 'a', 'b');
                SocksServer version6 = SocksServer.replying(
                        5, 0, 0, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 'c', 'd')) {
            assertThat(talk(version4.proxy(), "a.example.com", 80, PATIENT)).containsExactly('a', 'b', 2);
            assertThat(talk(version6.proxy(), "a.example.com", 80, PATIENT)).containsExactly('c', 'd', 2);
        }
    }

    @Test
    void a_server_of_another_protocol_is_said() throws Exception {
        try (SocksServer server = SocksServer.greeting("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII))) {
            assertFails(server.proxy(), "not SOCKS5: it answers version 72, not 5");
        }
    }

    @Test
    void a_method_that_was_not_offered_is_said() throws Exception {
        try (SocksServer server = SocksServer.greeting(new byte[] {5, 1})) {
            assertFails(server.proxy(), "not SOCKS5: chose a method that was not offered (1)");
        }
    }

    @Test
    void an_unknown_type_of_address_is_said() throws Exception {
        try (SocksServer server = SocksServer.replying(5, 0, 0, 9, 0, 0, 0)) {
            assertFails(server.proxy(), "not SOCKS5: unknown type of address (9)");
        }
    }

    @Test
    void a_proxy_that_closes_is_said() throws Exception {
        try (SocksServer atOnce = SocksServer.of((server, in, out) -> in.readNBytes(3));
                SocksServer inTheReply = SocksServer.of((server, in, out) -> {
                    in.readNBytes(3);
                    out.write(new byte[] {5, 0});
                    in.readNBytes(5 + "a.example.com".length() + 2);
                    out.write(new byte[] {5, 0});
                })) {
            assertFails(atOnce.proxy(), "closed the connection in the handshake");
            assertFails(inTheReply.proxy(), "closed the connection in the handshake");
        }
    }

    @Test
    void a_silent_proxy_is_given_up_in_time() throws Exception {
        try (SocksServer server = SocksServer.of((self, in, out) -> in.readAllBytes())) {
            assertTimesOut(server.proxy());
        }
    }

    @Test
    void a_proxy_that_trickles_does_not_stretch_the_time() throws Exception {
        // Each byte of the name in the reply comes in time; the whole never does.
        CountDownLatch over = new CountDownLatch(1);
        try (SocksServer server = SocksServer.of((self, in, out) -> {
            in.readNBytes(3);
            out.write(new byte[] {5, 0});
            in.readNBytes(5 + "a.example.com".length() + 2);
            out.write(new byte[] {5, 0, 0, 3, (byte) 255});
            for (int i = 0; i < 255 && !within100Millis(over); i++) {
                out.write(i);
            }
        })) {
            long start = System.nanoTime();
            assertTimesOut(server.proxy());
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start))
                    .isLessThan(15);
        } finally {
            over.countDown();
        }
    }

    private static boolean within100Millis(CountDownLatch event) {
        try {
            return event.await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException over) {
            return true;
        }
    }

    private void assertTimesOut(ProxyServer proxy) {
        assertThatThrownBy(() -> talk(proxy, "a.example.com", 443, 300))
                .isExactlyInstanceOf(SocketTimeoutException.class)
                .hasMessage("SOCKS proxy " + proxy.address() + ": timed out in the handshake");
    }

    private void assertFails(ProxyServer proxy, String text) {
        assertThatThrownBy(() -> talk(proxy, "a.example.com", 443, PATIENT))
                .isExactlyInstanceOf(SocketException.class)
                .hasMessageStartingWith("SOCKS proxy " + proxy.address() + ": " + text)
                .hasMessageNotContaining("marked");
    }
}
