package dev.detour.doctor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import org.junit.jupiter.api.Test;

class HttpReaderTest {
    @Test
    void reads_a_declared_length_and_no_more() throws IOException {
        assertThat(body("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef")).isEqualTo("abc");
    }

    @Test
    void reads_chunks_with_extensions_and_trailers() throws IOException {
        assertThat(
                        body(
                                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nt: u\r\n\r\n"))
                .isEqualTo("abcde");
    }

    @Test
    void reads_to_the_end_where_nothing_is_declared() throws IOException {
        assertThat(body("HTTP/1.0 200 OK\r\n\r\nabc")).isEqualTo("abc");
    }

    @Test
    void passes_over_what_only_announces() throws IOException {
        assertThat(body("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"))
                .isEmpty();
    }

    @Test
    void tells_a_cut_body_from_nonsense() {
        assertThatThrownBy(() -> body("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"))
                .isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> body("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> body("SSH-2.0-OpenSSH\r\n")).isInstanceOf(ProtocolException.class);
    }

    private static String body(String text) throws IOException {
        InputStream in = new ByteArrayInputStream(text.getBytes(ISO_8859_1));
        HttpReader reader = new HttpReader(in);
        return new String(reader.body(reader.head()).readAllBytes(), ISO_8859_1);
    }
}
