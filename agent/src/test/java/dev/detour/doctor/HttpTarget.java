package dev.detour.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.fuzz.Target;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What the doctor reads: an answer of a server or proxy, and the JSON of a resolver. */
public final class HttpTarget implements Target {
    @Override
    public void take(byte[] input) throws IOException {
        try {
            read(new BufferedInputStream(new ByteArrayInputStream(input)));
        } catch (IOException documented) {
            // As clients fail.
        }
        try {
            HttpsResolver.addresses(new String(input, UTF_8));
        } catch (IOException documented) {
            // Likewise.
        }
    }

    private static void read(InputStream in) throws IOException {
        HttpReader reader = new HttpReader(in);
        while (reader.awaitFirstByte()) {
            HttpHead head = reader.head();
            InputStream body = reader.body(head);
            byte[] room = new byte[1 << 10];
            int read = body.read(room);
            while (read >= 0) {
                if (read == 0) {
                    throw new AssertionError("reads nothing, and does not end");
                }
                read = body.read(room);
            }
        }
    }
}
