package dev.detour.it.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server that stands for a vendor or a gateway: HTTP/1.1, over TLS also HTTP/2, and WebSocket echo on both. Records
 * each request in full and answers as it is told; untold, with a line that names the method and the target.
 */
public final class Gateway extends TcpServer {
    private final boolean tls;
    private final List<Received> received = new ArrayList<>();
    private final Queue<Answer> next = new ArrayDeque<>();
    private final AtomicInteger connections = new AtomicInteger();
    private int pings;
    private Function<Received, Answer> script;

    private Gateway(ServerSocket listener, boolean tls) {
        this(listener, tls, Gateway::echo);
    }

    private Gateway(ServerSocket listener, boolean tls, Function<Received, Answer> script) {
        super(listener);
        this.tls = tls;
        this.script = script;
        start();
    }

    public static Gateway plain() {
        return new Gateway(loopback(), false);
    }

    public static Gateway plainOn(InetAddress address) {
        return new Gateway(listening(address), false);
    }

    /**
     * Another one in the place of this one, which has been closed: where a service comes back after its end. All requests
     * are answered so, the first one too.
     */
    public Gateway again(Function<Received, Answer> how) {
        return new Gateway(listening(InetAddress.getLoopbackAddress(), port()), false, how);
    }

    /** HTTP/2 where the client offers it, else HTTP/1.1. */
    public static Gateway tls(SSLContext context) {
        return tls(context, false, "h2", "http/1.1");
    }

    /** Over TLS with these protocols by ALPN; a client certificate may be demanded. */
    public static Gateway tls(SSLContext context, boolean clientCertificate, String... protocols) {
        return tls(context, clientCertificate, InetAddress.getLoopbackAddress(), 0, protocols);
    }

    /** At another address of this machine, on the same port as its counterpart. */
    public static Gateway tlsOn(InetAddress address, int port, SSLContext context) {
        return tls(context, false, address, port, "h2", "http/1.1");
    }

    private static Gateway tls(
            SSLContext context, boolean clientCertificate, InetAddress address, int port, String... protocols) {
        try {
            SSLServerSocket listener =
                    (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port, 256, address);
            SSLParameters parameters = listener.getSSLParameters();
            parameters.setApplicationProtocols(protocols);
            parameters.setNeedClientAuth(clientCertificate);
            listener.setSSLParameters(parameters);
            return new Gateway(listener, true);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The base URL under which a client that knows this host name reaches it. */
    public String url(String host) {
        return (tls ? "https://" : "http://") + host + ":" + port();
    }

    /** From now on all requests are answered so. */
    public synchronized void answer(Function<Received, Answer> how) {
        script = how;
    }

    public void answer(Answer always) {
        answer(request -> always);
    }

    /** The next requests are answered with these, one each; those behind them as before. */
    public synchronized void answerNext(Answer... answers) {
        next.addAll(Arrays.asList(answers));
    }

    /** Forgets what was received and told. */
    public synchronized void reset() {
        received.clear();
        next.clear();
        pings = 0;
        script = Gateway::echo;
    }

    /** Forgets what was received, and goes on answering as it was told. */
    public synchronized void forget() {
        received.clear();
    }

    public synchronized List<Received> received() {
        return List.copyOf(received);
    }

    /** The one request since the last reset. Throws {@link AssertionError} where there are none or several. */
    public Received only() {
        List<Received> all = received();
        if (all.size() != 1) {
            throw new AssertionError("expected one request, got " + all);
        }
        return all.get(0);
    }

    /** Waits until so many requests have come. */
    public synchronized List<Received> await(int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (received.size() < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("expected " + count + " requests, got " + received);
            }
            wait(left);
        }
        return List.copyOf(received);
    }

    /** Waits until such a request has come. Throws {@link AssertionError} where none comes in 90 seconds. */
    public synchronized Received await(Predicate<Received> wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (true) {
            Optional<Received> found = received.stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("no such request among " + received);
            }
            wait(left);
        }
    }

    synchronized void pinged() {
        pings++;
        notifyAll();
    }

    /** Waits for the next HTTP/2 ping. */
    public synchronized void awaitPing() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (pings == 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("no ping has come");
            }
            wait(left);
        }
    }

    private static Answer echo(Received request) {
        return Answer.text(request.method() + " " + request.target());
    }

    synchronized Answer take(Received request) {
        received.add(request);
        notifyAll();
        Answer told = next.poll();
        return told == null ? script.apply(request) : told;
    }

    @Override
    void serve(Socket socket) throws Exception {
        Peer peer = peer(socket);
        if ("h2".equals(peer.protocol())) {
            new Http2Connection(this, socket, peer).run();
        } else {
            new Http1Connection(this, socket, peer).run();
        }
    }

    private Peer peer(Socket socket) throws IOException {
        int number = connections.incrementAndGet();
        if (!(socket instanceof SSLSocket secure)) {
            return new Peer("http/1.1", null, null, number);
        }
        secure.startHandshake();
        boolean http2 = "h2".equals(secure.getApplicationProtocol());
        return new Peer(http2 ? "h2" : "http/1.1", serverName(secure), subject(secure), number);
    }

    private static @Nullable String serverName(SSLSocket socket) {
        return ((ExtendedSSLSession) socket.getSession())
                .getRequestedServerNames().stream()
                        .filter(SNIHostName.class::isInstance)
                        .map(name -> ((SNIHostName) name).getAsciiName())
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable String subject(SSLSocket socket) {
        try {
            return socket.getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException none) {
            return null;
        }
    }

    /** What is known of a connection before its first request. */
    record Peer(
            String protocol, @Nullable String sni, @Nullable String clientCertificate, int connection) {}
}
