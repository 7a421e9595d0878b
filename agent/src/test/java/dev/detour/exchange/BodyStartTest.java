package dev.detour.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class BodyStartTest {
    private static final String TEXT = "{\"error\":{\"message\":\"" + "ä€x".repeat(2_000) + "\"}}";

    @Test
    void reads_what_is_compressed() throws IOException {
        assertThat(BodyStart.of(gzip(TEXT), "gzip").text()).isEqualTo(TEXT);
        assertThat(BodyStart.of(gzip(TEXT), "X-GZIP").text()).isEqualTo(TEXT);
        assertThat(BodyStart.of(deflate(false), "deflate").text()).isEqualTo(TEXT);
        assertThat(BodyStart.of(deflate(true), "deflate").text()).isEqualTo(TEXT);
        assertThat(BodyStart.of(TEXT.getBytes(UTF_8), "identity").text()).isEqualTo(TEXT);
        assertThat(BodyStart.of(TEXT.getBytes(UTF_8), "br").isSeen()).isFalse();
    }

    @Test
    void what_is_cut_or_garbage_is_read_as_far_as_it_goes() throws IOException {
        byte[] gzip = gzip(TEXT);
        for (int length = 0; length < gzip.length; length++) {
            BodyStart start = BodyStart.of(Arrays.copyOf(gzip, length), "gzip");
            assertThat(TEXT).startsWith(start.text().replaceAll("\uFFFD+$", ""));
        }
        assertThat(BodyStart.of(TEXT.getBytes(UTF_8), "gzip").isSeen()).isFalse();
        assertThat(BodyStart.of(TEXT.getBytes(UTF_8), "deflate").isSeen()).isFalse();
    }

    @Test
    void no_more_than_the_beginning_is_kept() throws IOException {
        String large = "x".repeat(1 << 20);
        assertThat(BodyStart.of(gzip(large), "gzip").text()).hasSize(BodyStart.MOST);
        assertThat(BodyStart.of(large.getBytes(UTF_8), null).text()).hasSize(BodyStart.MOST);
    }

    @Test
    void none_is_another_thing_than_not_looked_at() {
        assertThat(BodyStart.of(new byte[0], null).isEmpty()).isTrue();
        assertThat(BodyStart.of(new byte[0], "gzip").isEmpty()).isTrue();
        assertThat(BodyStart.UNSEEN.isEmpty()).isFalse();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] deflate(boolean raw) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, new Deflater(6, raw))) {
            out.write(TEXT.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
