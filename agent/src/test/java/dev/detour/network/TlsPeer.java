package dev.detour.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A TLS server and the handshakes of clients with it, by socket over loopback and by engine in memory. */
final class TlsPeer {
    private final SSLContext server;
    private final boolean wantsClientCertificate;

    private TlsPeer(SSLContext server, boolean wantsClientCertificate) {
        this.server = server;
        this.wantsClientCertificate = wantsClientCertificate;
    }

    static TlsPeer of(Pki.Identity identity) {
        return new TlsPeer(Pki.context(identity.keyManagers()), false);
    }

    static TlsPeer askingForClientsOf(Pki clients, Pki.Identity identity) {
        return new TlsPeer(Pki.context(identity.keyManagers(), clients.trustManager()), true);
    }

    /** By socket, with the check of the host's name on; the client's certificate as the server saw it, or null. */
    @Nullable
    Principal handshakeBySocket(SSLContext client, String host) throws IOException {
        try (SSLServerSocket listener = (SSLServerSocket)
                server.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener.setNeedClientAuth(wantsClientCertificate);
            CompletableFuture<@Nullable Principal> seen = new CompletableFuture<>();
            ForkJoinPool.commonPool().execute(() -> serve(listener, seen));
            try (Socket plain = new Socket(listener.getInetAddress(), listener.getLocalPort());
                    SSLSocket socket = (SSLSocket)
                            client.getSocketFactory().createSocket(plain, host, listener.getLocalPort(), true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.setSoTimeout(20_000);
                socket.startHandshake();
                socket.getOutputStream().write(1);
                if (socket.getInputStream().read() < 0) {
                    throw new SSLException("refused by the server");
                }
                return seen.join();
            }
        }
    }

    private static void serve(SSLServerSocket listener, CompletableFuture<@Nullable Principal> seen) {
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            socket.setSoTimeout(20_000);
            socket.getInputStream().read();
            socket.getOutputStream().write(1);
            // Before it closes: closing waits for the client's own closing.
            seen.complete(clientOf(socket.getSession()));
        } catch (IOException refused) {
            seen.complete(null);
        }
    }

    /** The same by engine, as java.net.http does it. */
    @Nullable
    Principal handshakeByEngine(SSLContext client, String host) throws IOException {
        SSLEngine theirs = server.createSSLEngine();
        theirs.setUseClientMode(false);
        theirs.setNeedClientAuth(wantsClientCertificate);
        SSLEngine ours = client.createSSLEngine(host, 443);
        ours.setUseClientMode(true);
        SSLParameters parameters = ours.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        ours.setSSLParameters(parameters);
        ByteBuffer toServer = ByteBuffer.allocate(1 << 17);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 17);
        ours.beginHandshake();
        theirs.beginHandshake();
        for (int step = 0; step < 1000 && !(isDone(ours) && isDone(theirs)); step++) {
            step(ours, toClient, toServer);
            step(theirs, toServer, toClient);
        }
        if (!isDone(ours) || !isDone(theirs)) {
            throw new AssertionError("the handshake goes round in circles");
        }
        return clientOf(theirs.getSession());
    }

    private static boolean isDone(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    /** Lets one side do all that it can with what has come in. */
    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        boolean progress = true;
        while (progress) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
                default -> {
                    in.flip();
                    SSLEngineResult result = engine.unwrap(in, ByteBuffer.allocate(1 << 15));
                    in.compact();
                    HandshakeStatus next = result.getHandshakeStatus();
                    progress = result.bytesConsumed() > 0
                            || next == HandshakeStatus.NEED_TASK
                            || next == HandshakeStatus.NEED_WRAP;
                }
            }
        }
    }

    private static @Nullable Principal clientOf(SSLSession session) {
        try {
            return session.getPeerPrincipal();
        } catch (IOException unknown) {
            return null;
        }
    }
}
