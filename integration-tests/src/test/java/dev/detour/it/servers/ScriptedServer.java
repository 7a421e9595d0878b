package dev.detour.it.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** A server that does on each connection what a script says, byte by byte where it must be wrong. */
public final class ScriptedServer extends TcpServer {
    /** What is done on one connection; its end, thrown or not, closes it. */
    @FunctionalInterface
    public interface Script {
        void run(RawConnection connection) throws Exception;
    }

    private final @Nullable SSLContext context;
    private final Consumer<SSLParameters> set;
    private final Script script;
    private final Consumer<Received> heard;

    private ScriptedServer(
            ServerSocket listener,
            @Nullable SSLContext context,
            Consumer<SSLParameters> set,
            Script script,
            Consumer<Received> heard) {
        super(listener);
        this.heard = heard;
        this.context = context;
        this.set = set;
        this.script = script;
        start();
    }

    public static ScriptedServer plain(Script script) {
        return plain(script, request -> {});
    }

    /** Tells of each request whose head the script reads. */
    public static ScriptedServer plain(Script script, Consumer<Received> heard) {
        return new ScriptedServer(loopback(), null, parameters -> {}, script, heard);
    }

    /** The script begins when the handshake is over. */
    public static ScriptedServer tls(SSLContext context, Script script, String... protocols) {
        return tls(context, script, request -> {}, protocols);
    }

    /** The same, and tells of each request whose head the script reads. */
    public static ScriptedServer tls(SSLContext context, Script script, Consumer<Received> heard, String... protocols) {
        return new ScriptedServer(
                loopback(), context, parameters -> parameters.setApplicationProtocols(protocols), script, heard);
    }

    /** In this version of TLS alone. */
    public static ScriptedServer onlyTls(SSLContext context, String version, Script script) {
        return new ScriptedServer(
                loopback(),
                context,
                parameters -> parameters.setProtocols(new String[] {version}),
                script,
                request -> {});
    }

    /** Demands a client certificate, in this version of TLS alone. */
    public static ScriptedServer mutualTls(SSLContext context, String version, Script script) {
        return new ScriptedServer(
                loopback(),
                context,
                parameters -> {
                    parameters.setNeedClientAuth(true);
                    parameters.setProtocols(new String[] {version});
                },
                script,
                request -> {});
    }

    /** Takes in very little at a time, so that a client cannot write far ahead. */
    public static ScriptedServer slow(Script script, Consumer<Received> heard) {
        return new ScriptedServer(narrow(), null, parameters -> {}, script, heard);
    }

    private static ServerSocket narrow() {
        try {
            ServerSocket listener = new ServerSocket();
            listener.setReceiveBufferSize(4_096);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
            return listener;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    void serve(Socket socket) throws Exception {
        script.run(
                context == null
                        ? RawConnection.plain(socket, heard)
                        : RawConnection.secured(socket, context, set, heard));
    }
}
