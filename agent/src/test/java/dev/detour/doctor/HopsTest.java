package dev.detour.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HopsTest {
    private static final String PRINTED = "traceroute to 93.184.216.34\n 1  10.0.0.1\n 2  *\n";

    @Test
    void keeps_the_hops_so_far_when_time_is_over() throws IOException {
        CountDownLatch ended = new CountDownLatch(1);
        Hops hops = Hops.read(
                new SequenceInputStream(bytes(PRINTED), silentUntil(ended)), Duration.ofMillis(1), ended::countDown);
        assertThat(hops.lines()).containsExactly(" 1  10.0.0.1", " 2  *");
        assertThat(hops.isComplete()).isFalse();
    }

    @Test
    void knows_the_end() throws IOException {
        Hops hops = Hops.read(bytes(PRINTED), Duration.ofMinutes(1), () -> {});
        assertThat(hops.lines()).hasSize(2);
        assertThat(hops.isComplete()).isTrue();
        assertThat(Hops.read(bytes(""), Duration.ofMinutes(1), () -> {}).lines())
                .isEmpty();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(US_ASCII));
    }

    /** As a program that waits for an answer, until it is ended. */
    private static InputStream silentUntil(CountDownLatch ended) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    ended.await();
                    return -1;
                } catch (InterruptedException stopped) {
                    throw new IOException(stopped);
                }
            }

            @Override
            public int read(byte[] room, int offset, int length) throws IOException {
                return read();
            }
        };
    }
}
