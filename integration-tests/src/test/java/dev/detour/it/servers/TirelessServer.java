package dev.detour.it.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * What a benchmark calls: HTTP/1.1 on all addresses of loopback, remembers nothing. The target says what is answered:
 * {@code /stream/N} with N megabytes, {@code /fail/P} in P of 100 cases with 503, anything else with a line.
 */
public final class TirelessServer extends TcpServer {
    private static final byte[] LINE = answer("200 OK", "{\"type\":\"message\",\"content\":\"Hello\"}");
    private static final byte[] FAILURE = answer("503 Service Unavailable", "{\"type\":\"error\"}");
    private static final byte[] MEGABYTE = new byte[1 << 20];

    private TirelessServer() throws UnknownHostException {
        super(listening(InetAddress.getByAddress(new byte[4])));
        start();
    }

    public static TirelessServer started() {
        try {
            return new TirelessServer();
        } catch (UnknownHostException neverOfBytes) {
            throw new IllegalStateException(neverOfBytes);
        }
    }

    @Override
    void serve(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        for (int count = 0; ; count++) {
            String target = request(in);
            if (target.isEmpty()) {
                return;
            }
            answer(target, count, out);
            out.flush();
        }
    }

    private static void answer(String target, int count, OutputStream out) throws IOException {
        if (target.contains("/stream/")) {
            int megabytes = number(target);
            out.write(("HTTP/1.1 200 OK\r\ncontent-length: " + megabytes * MEGABYTE.length + "\r\n\r\n")
                    .getBytes(US_ASCII));
            for (int i = 0; i < megabytes; i++) {
                out.write(MEGABYTE);
            }
        } else {
            out.write(target.contains("/fail/") && count % 100 < number(target) ? FAILURE : LINE);
        }
    }

    private static int number(String target) {
        return Integer.parseInt(target.substring(target.lastIndexOf('/') + 1));
    }

    /** The target of the next request, whose body has been read; empty at the end of the connection. */
    private static String request(InputStream in) throws IOException {
        String first = line(in);
        int length = 0;
        String header = first;
        while (!header.isEmpty()) {
            header = line(in);
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).trim());
            }
        }
        in.skipNBytes(length);
        return first.isEmpty() ? "" : first.split(" ", 3)[1];
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder(80);
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                text.append((char) next);
            }
        }
        return text.toString();
    }

    private static byte[] answer(String status, String body) {
        return ("HTTP/1.1 " + status + "\r\ncontent-type: application/json\r\ncontent-length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(ISO_8859_1);
    }
}
