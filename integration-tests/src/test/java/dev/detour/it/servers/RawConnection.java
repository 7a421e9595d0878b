package dev.detour.it.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.detour.it.servers.HttpReader.Head;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** The server's end of one connection, for scripts that say exactly which bytes come and how it ends. */
public final class RawConnection {
    /** Time for a client to take in what was said, on a busy machine too; less than any of them waits for more. */
    private static final int QUIET_MILLIS = 3_000;

    private static final int FROZEN_SECONDS = 60;
    private static final int TLS_RECORD_HEADER = 5;
    private static final byte ALERT = 21;
    private static final byte FATAL = 2;

    private final Socket wire;
    private final HttpReader reader;
    private final OutputStream out;
    private final Consumer<Received> heard;

    private RawConnection(Socket socket, Socket wire, Consumer<Received> heard) throws IOException {
        this.wire = wire;
        this.heard = heard;
        reader = new HttpReader(socket.getInputStream());
        out = socket.getOutputStream();
    }

    static RawConnection plain(Socket wire, Consumer<Received> heard) throws IOException {
        return new RawConnection(wire, wire, heard);
    }

    static RawConnection secured(Socket wire, SSLContext context, Consumer<SSLParameters> set, Consumer<Received> heard)
            throws IOException {
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(wire, null, wire.getPort(), false);
        secure.setUseClientMode(false);
        SSLParameters parameters = secure.getSSLParameters();
        set.accept(parameters);
        secure.setSSLParameters(parameters);
        try {
            secure.startHandshake();
        } catch (IOException refused) {
            // A close with bytes unread would be a RST, which takes the alert with it.
            wire.shutdownOutput();
            wire.getInputStream().transferTo(OutputStream.nullOutputStream());
            throw refused;
        }
        return new RawConnection(secure, wire, heard);
    }

    InputStream in() {
        return reader.stream();
    }

    OutputStream out() {
        return out;
    }

    /**
     * Reads a request to its end; returns it without its body. Throws {@link EOFException} where the client goes without
     * one.
     */
    public Received request() throws IOException {
        Head head = read();
        reader.body(head);
        return received(head);
    }

    /** Reads a request as far as its body. */
    public void head() throws IOException {
        read();
    }

    private Head read() throws IOException {
        Head head = reader.head();
        if (head == null) {
            throw new EOFException();
        }
        if (head.isRequest()) {
            heard.accept(received(head));
        }
        return head;
    }

    private static Received received(Head head) {
        return new Received(
                head.part(0),
                head.part(1),
                head.headers(),
                head.header("host"),
                new byte[0],
                "http/1.1",
                null,
                null,
                0);
    }

    void heard(Received request) {
        heard.accept(request);
    }

    /** Reads the record that a TLS client begins with. */
    public void clientHello() throws IOException {
        byte[] header = bytes(TLS_RECORD_HEADER);
        bytes(((header[3] & 255) << 8) | (header[4] & 255));
    }

    /** Reads so many bytes, whatever they are. */
    public byte[] bytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        new DataInputStream(in()).readFully(bytes);
        return bytes;
    }

    /** A fatal alert in clear, framed as TLS 1.2 (RFC 5246, 7.2). */
    public void alert(int description) throws IOException {
        send(ALERT, 3, 3, 0, 2, FATAL, description);
    }

    public void say(String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    public void send(int... bytes) throws IOException {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            all[i] = (byte) bytes[i];
        }
        out.write(all);
        out.flush();
    }

    /** Ends this side with a FIN, under TLS without its farewell, and waits for the other to end. */
    public void end() throws IOException {
        wire.shutdownOutput();
        hang();
    }

    /** Waits until the client has been silent for a while, and so has taken in what was said. */
    public void quiet() throws IOException {
        wire.setSoTimeout(QUIET_MILLIS);
        try {
            hang();
        } catch (SocketTimeoutException quiet) {
            wire.setSoTimeout(0);
        }
    }

    /** Ends it with a RST. */
    public void reset() throws IOException {
        TcpServer.reset(wire);
    }

    /** Says no more, and takes in whatever comes until the client goes. */
    public void hang() throws IOException {
        wire.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    /** Neither says nor takes in anything more, for longer than any client stays. */
    public static void freeze() throws InterruptedException {
        new CountDownLatch(1).await(FROZEN_SECONDS, TimeUnit.SECONDS);
    }
}
