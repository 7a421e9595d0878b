package dev.detour.it.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.it.servers.HttpReader.Head;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy: CONNECT and absolute form, with or without a password, well-behaved or not. */
public final class HttpProxy extends TcpServer {
    /**
     * What a client asked of the proxy.
     *
     * @param target as sent: {@code host:port}, or an absolute URL
     * @param authorization the password header; null without one
     */
    public record Asked(
            String method, String target, @Nullable String authorization) {}

    private enum Manner {
        SERVES,
        REFUSES,
        IS_SILENT,
        CLOSES,
        RESETS
    }

    private final Tunnel tunnel = new Tunnel();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final @Nullable String password;
    private volatile Manner manner = Manner.SERVES;
    private volatile int refusal;

    private HttpProxy(@Nullable String password) {
        super(loopback());
        this.password = password;
        start();
    }

    public static HttpProxy open() {
        return new HttpProxy(null);
    }

    /** Demands Basic authentication. */
    public static HttpProxy withPassword(String user, String password) {
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        return new HttpProxy("Basic " + pair);
    }

    /** Lets {@code host:port} be found on this port of loopback. */
    public HttpProxy mapping(String authority, int port) {
        tunnel.map(authority, port);
        return this;
    }

    /** Answers every request with this status. */
    public HttpProxy refusing(int status) {
        refusal = status;
        manner = Manner.REFUSES;
        return this;
    }

    /** Takes requests and never answers. */
    public HttpProxy silent() {
        manner = Manner.IS_SILENT;
        return this;
    }

    /** Ends the connection in place of an answer, by FIN or by RST. */
    public HttpProxy closing(boolean reset) {
        manner = reset ? Manner.RESETS : Manner.CLOSES;
        return this;
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public void forget() {
        asked.clear();
    }

    @Override
    void serve(Socket client) throws Exception {
        HttpReader in = new HttpReader(client.getInputStream());
        for (Head head = in.head(); head != null; head = in.head()) {
            asked.add(new Asked(head.part(0), head.part(1), head.header("proxy-authorization")));
            switch (manner) {
                case CLOSES -> {
                    return;
                }
                case RESETS -> {
                    reset(client);
                    return;
                }
                case IS_SILENT -> {
                    in.stream().transferTo(new ByteArrayOutputStream());
                    return;
                }
                case REFUSES -> say(client, refusal, "");
                case SERVES -> {
                    if (password != null && !password.equals(head.header("proxy-authorization"))) {
                        in.body(head);
                        say(client, 407, "proxy-authenticate: Basic realm=\"proxy\"\r\n");
                    } else {
                        forward(client, in, head);
                        return;
                    }
                }
            }
        }
    }

    private void forward(Socket client, HttpReader in, Head head) throws Exception {
        if (head.part(0).equals("CONNECT")) {
            String target = head.part(1);
            int colon = target.lastIndexOf(':');
            Socket origin = tunnel.open(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
            client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(ISO_8859_1));
            Tunnel.carry(this, in.stream(), client, origin);
        } else {
            passOn(client, in, head);
        }
    }

    /** One request in absolute form, then the end of the connection. */
    private void passOn(Socket client, HttpReader in, Head head) throws IOException {
        URI target = URI.create(head.part(1));
        String rest = head.part(1)
                .substring(head.part(1).indexOf(target.getRawAuthority())
                        + target.getRawAuthority().length());
        StringBuilder request = new StringBuilder(head.part(0))
                .append(' ')
                .append(rest.isEmpty() ? "/" : rest)
                .append(" HTTP/1.1\r\nconnection: close\r\n");
        byte[] body = in.body(head);
        head.headers().forEach((name, values) -> {
            if (!List.of("connection", "upgrade", "http2-settings", "proxy-authorization", "transfer-encoding")
                    .contains(name)) {
                values.forEach(
                        value -> request.append(name).append(": ").append(value).append("\r\n"));
            }
        });
        if (head.header("transfer-encoding") != null) {
            request.append("content-length: ").append(body.length).append("\r\n");
        }
        try (Socket origin = tunnel.open(target.getHost(), target.getPort() < 0 ? 80 : target.getPort())) {
            origin.getOutputStream().write(request.append("\r\n").toString().getBytes(ISO_8859_1));
            origin.getOutputStream().write(body);
            origin.shutdownOutput();
            origin.getInputStream().transferTo(client.getOutputStream());
        }
    }

    private static void say(Socket client, int status, String headers) throws IOException {
        client.getOutputStream()
                .write(("HTTP/1.1 " + status + " No\r\n" + headers + "content-length: 0\r\n\r\n").getBytes(ISO_8859_1));
    }
}
