package dev.detour.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.detour.exchange.Attempt;
import dev.detour.exchange.Phase;
import dev.detour.exchange.Ticker;
import dev.detour.network.ProxyServer;
import dev.detour.network.Socks5Dialogue;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One connection, made phase by phase on a socket of its own, so that it is known how far it came and what took how
 * long. No phase takes longer than it may. For one thread at a time.
 */
final class Trip implements Closeable {
    private final Course course;
    private final Duration longest;
    private final Ticker ticker;
    private final Attempt attempt;
    private final Map<Phase, Long> millis = new EnumMap<>(Phase.class);
    /** What is closed where time is over: an SSLSocket would wait to say goodbye. */
    private final Socket wire = new Socket();

    private Socket socket = wire;
    private @Nullable InputStream in;
    private @Nullable HttpHead proxyAnswer;

    /**
     * @param longest for each phase
     */
    Trip(Course course, Duration longest, Ticker ticker) {
        this.course = course;
        this.longest = longest;
        this.ticker = ticker;
        this.attempt = new Attempt(1, course.target(), course.name(), ticker.nanos());
        ProxyServer proxy = course.proxy();
        attempt.through(proxy == null ? null : proxy.address());
    }

    /** The facts of the way, for the classifier. */
    Attempt attempt() {
        return attempt;
    }

    /** How long the phases took that were begun. */
    Map<Phase, Long> millis() {
        return millis;
    }

    /** The proxy's last answer to CONNECT; null where there was none. */
    @Nullable
    HttpHead proxyAnswer() {
        return proxyAnswer;
    }

    void connect(InetAddress address) throws IOException {
        int port = course.peerPort();
        attempt.to(Wording.address(address.getHostAddress(), port));
        phase(Phase.CONNECT, longest, () -> {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address, port));
            in = new BufferedInputStream(socket.getInputStream());
            return true;
        });
    }

    /** Lets the proxy connect to the host; nothing to do where the course needs no tunnel. */
    void tunnel() throws IOException {
        ProxyServer proxy = course.proxy();
        if (proxy != null && course.hasTunnel()) {
            phase(Phase.PROXY, longest, () -> {
                if (proxy.isSocks()) {
                    socks(proxy);
                } else {
                    connectMethod(proxy);
                }
                return true;
            });
        }
    }

    private void socks(ProxyServer proxy) throws IOException {
        Socks5Dialogue dialogue = new Socks5Dialogue(
                proxy, course.target().origin().host(), course.target().origin().port());
        socket.getOutputStream().write(dialogue.start());
        while (dialogue.wanted() > 0) {
            byte[] received = in().readNBytes(dialogue.wanted());
            if (received.length < dialogue.wanted()) {
                throw new EOFException("the proxy ended the connection");
            }
            socket.getOutputStream().write(dialogue.answerTo(received));
        }
    }

    /** Its refusal is shown as the JDK's client shows it: the classifier knows that. */
    private void connectMethod(ProxyServer proxy) throws IOException {
        String authority = Wording.address(
                course.target().origin().host(), course.target().origin().port());
        String password = proxy.user() == null ? "" : "Proxy-Authorization: " + HttpAsk.basic(proxy) + "\r\n";
        String request = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n" + password + "\r\n";
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        HttpHead head = new HttpReader(in()).head();
        proxyAnswer = head;
        if (head.status() / 100 != 2) {
            throw new IOException("Tunnel failed, got: " + head.status());
        }
    }

    /**
     * Greets by TLS.
     *
     * @param host the name in the greeting, which the certificate must have
     * @param versions none: those of this JVM
     */
    SSLSession secure(Trust trust, String host, String[] applicationProtocols, String... versions) throws IOException {
        return phase(Phase.TLS, longest, () -> {
            SSLSocket secure = (SSLSocket) trust.context()
                    .getSocketFactory()
                    .createSocket(socket, host, course.target().origin().port(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setApplicationProtocols(applicationProtocols);
            if (versions.length > 0) {
                parameters.setProtocols(versions);
            }
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            socket = secure;
            in = new BufferedInputStream(secure.getInputStream());
            return secure.getSession();
        });
    }

    /** The protocol that ALPN chose; empty: none. */
    String applicationProtocol() {
        return socket instanceof SSLSocket ? ((SSLSocket) socket).getApplicationProtocol() : "";
    }

    /**
     * Sends a request and waits for the head of its answer.
     *
     * @param firstByte how long at the most
     */
    HttpHead ask(HttpAsk request, Duration firstByte) throws IOException {
        phase(Phase.WRITE, longest, () -> {
            try {
                socket.getOutputStream().write(request.bytes(course.hasTunnel() ? null : course.proxy()));
                socket.getOutputStream().flush();
            } catch (SocketException broken) {
                throw lastWord(broken);
            }
            return true;
        });
        HttpReader reader = new HttpReader(in());
        phase(Phase.FIRST_BYTE, firstByte, () -> {
            if (!reader.awaitFirstByte()) {
                throw new EOFException("closed without an answer");
            }
            return true;
        });
        // A cut head is a garbled one; the phase stays, because the classifier takes the next for a complete head.
        HttpHead head = Bounded.run(longest, this, reader::head);
        attempt.answeredAt(ticker.nanos());
        return head;
    }

    /** What the peer said before it left: in TLS 1.3 it may turn us down after the handshake has ended for us. */
    private IOException lastWord(SocketException broken) {
        try {
            in().read();
        } catch (SSLException alert) {
            alert.addSuppressed(broken);
            return alert;
        } catch (IOException nothing) {
            broken.addSuppressed(nothing);
        }
        return broken;
    }

    /**
     * Reads a body in pieces, as they come.
     *
     * @param silence how long at the most between two of them
     * @param most bytes; 0 or less: all
     * @return whether it was read to its end
     */
    boolean body(HttpHead head, Duration silence, int most, Listener listener) throws IOException {
        InputStream body = new HttpReader(in()).body(head);
        byte[] room = new byte[16 << 10];
        int total = 0;
        long begun = ticker.nanos();
        attempt.reached(Phase.BODY);
        try {
            while (most <= 0 || total < most) {
                int read = Bounded.run(silence, this, () -> body.read(room));
                if (read < 0) {
                    return true;
                }
                total += read;
                listener.received(room, read);
            }
            return false;
        } finally {
            millis.put(Phase.BODY, (ticker.nanos() - begun) / 1_000_000);
        }
    }

    /** Says nothing and waits: true where the peer ended the connection in order in this time. */
    boolean isEndedWithin(Duration idle) throws IOException {
        socket.setSoTimeout((int) Math.min(Integer.MAX_VALUE, Math.max(1, idle.toMillis())));
        try {
            in().mark(1);
            if (in().read() < 0) {
                return true;
            }
            in().reset();
            return false;
        } catch (java.net.SocketTimeoutException silent) {
            return false;
        } finally {
            if (!wire.isClosed()) {
                socket.setSoTimeout(0);
            }
        }
    }

    private InputStream in() throws IOException {
        InputStream stream = in;
        if (stream == null) {
            throw new EOFException("not connected");
        }
        return stream;
    }

    private <T> T phase(Phase phase, Duration limit, Callable<T> work) throws IOException {
        attempt.reached(phase);
        long begun = ticker.nanos();
        try {
            return Bounded.run(limit, wire, work);
        } finally {
            millis.put(phase, (ticker.nanos() - begun) / 1_000_000);
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    /** Is told of what comes. */
    interface Listener {
        void received(byte[] bytes, int length);
    }
}
