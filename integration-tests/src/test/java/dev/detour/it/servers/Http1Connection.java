package dev.detour.it.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.detour.it.servers.HttpReader.Head;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/**
 * One HTTP/1.1 connection of a {@link Gateway}, request after request. What an answer says without a pause goes out at
 * once, head and body: no client sees the one long before the other because this machine was busy.
 */
final class Http1Connection {
    /** Bytes; more than most answers are long. */
    private static final int LARGEST_WRITE = 1 << 16;

    private final Gateway gateway;
    private final Socket socket;
    private final Gateway.Peer peer;
    private final HttpReader in;
    private final OutputStream out;

    Http1Connection(Gateway gateway, Socket socket, Gateway.Peer peer) throws IOException {
        this.gateway = gateway;
        this.socket = socket;
        this.peer = peer;
        in = new HttpReader(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream(), LARGEST_WRITE);
    }

    void run() throws Exception {
        for (Head head = in.head(); head != null; head = in.head()) {
            if (!head.isRequest()) {
                write("HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
                out.flush();
                return;
            }
            if ("100-continue".equalsIgnoreCase(head.header("expect"))) {
                write("HTTP/1.1 100 Continue\r\n\r\n");
                out.flush();
            }
            Answer answer = gateway.take(received(head, in.body(head)));
            if ("websocket".equals(head.header("upgrade")) && answer.status() == 200) {
                new WebSocketEcho(in.stream(), out).run(head);
                return;
            }
            if (!answer(answer, head.part(0).equals("HEAD"))) {
                return;
            }
        }
    }

    private Received received(Head head, byte[] body) {
        return new Received(
                head.part(0),
                head.part(1),
                head.headers(),
                head.header("host"),
                body,
                peer.protocol(),
                peer.sni(),
                peer.clientCertificate(),
                peer.connection());
    }

    /** Whether the connection goes on. */
    private boolean answer(Answer answer, boolean headOnly) throws Exception {
        for (Answer.Step step : answer.beforeHead()) {
            if (!perform(step, false)) {
                return false;
            }
        }
        boolean chunked = answer.isStreamed() && !answer.declaresLength();
        write(head(answer, chunked));
        for (Answer.Step step : headOnly ? java.util.List.<Answer.Step>of() : answer.body()) {
            if (!perform(step, chunked)) {
                return false;
            }
        }
        if (chunked) {
            write("0\r\n\r\n");
        }
        out.flush();
        return true;
    }

    private static String head(Answer answer, boolean chunked) {
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" Said\r\n");
        answer.headers()
                .forEach(header -> head.append(header.getKey())
                        .append(": ")
                        .append(header.getValue())
                        .append("\r\n"));
        if (chunked) {
            head.append("transfer-encoding: chunked\r\n");
        } else if (!answer.declaresLength() && answer.status() != 204 && answer.status() != 304) {
            head.append("content-length: ").append(answer.length()).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private boolean perform(Answer.Step step, boolean chunked) throws Exception {
        if (step instanceof Answer.Bytes part) {
            send(part.bytes(), chunked);
        } else if (step instanceof Answer.Wait wait) {
            out.flush();
            wait.until().await();
        } else if (step instanceof Answer.Cut cut) {
            out.flush();
            if (cut.reset()) {
                TcpServer.reset(socket);
            }
            return false;
        }
        return true;
    }

    private void send(byte[] bytes, boolean chunked) throws IOException {
        if (!chunked) {
            out.write(bytes);
        } else if (bytes.length > 0) {
            write(Integer.toHexString(bytes.length) + "\r\n");
            out.write(bytes);
            write("\r\n");
        }
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
    }
}
