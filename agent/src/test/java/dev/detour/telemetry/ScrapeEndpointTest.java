package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A peer that asks for a page and does not read it, of which no socket's buffers hold all. */
@Timeout(60)
class ScrapeEndpointTest {
    private static final byte[] PAGE = new byte[64 << 20];

    private final Scrape scrape;

    ScrapeEndpointTest() throws IOException {
        scrape = Scrape.ofFreePort();
    }

    private ScrapeEndpoint endpoint(Duration patience) {
        return new ScrapeEndpoint(scrape.address(), "text/plain", () -> PAGE, complaint -> {}, patience);
    }

    /** One to which the first bytes have come. */
    private Socket peerThatDoesNotReadOn() throws IOException {
        Socket peer = connected();
        peer.getOutputStream().write("GET /metrics HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(peer.getInputStream().read()).isEqualTo('H');
        return peer;
    }

    private Socket connected() throws IOException {
        while (true) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), scrape.port());
            } catch (ConnectException notYet) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void keeps_the_next_one_waiting_for_a_while_only() throws IOException {
        try (ScrapeEndpoint endpoint = endpoint(Duration.ofMillis(200));
                Socket first = peerThatDoesNotReadOn();
                Socket second = peerThatDoesNotReadOn()) {
            assertThat(endpoint).isNotNull();
            assertThat(first.isConnected() && second.isConnected()).isTrue();
        }
    }

    @Test
    void is_left_when_the_endpoint_closes() throws IOException {
        ScrapeEndpoint endpoint = endpoint(Duration.ofHours(1));
        try (Socket peer = peerThatDoesNotReadOn()) {
            endpoint.close();

            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .doesNotContain("detour-prometheus");
            assertThat(read(peer)).isLessThan(PAGE.length);
        }
    }

    private static long read(Socket peer) {
        byte[] piece = new byte[1 << 16];
        long sum = 0;
        try {
            for (int count = 0; count >= 0; count = peer.getInputStream().read(piece)) {
                sum += count;
            }
        } catch (IOException reset) {
            return sum;
        }
        return sum;
    }
}
