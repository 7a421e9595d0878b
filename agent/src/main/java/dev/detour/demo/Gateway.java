package dev.detour.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A small gateway on loopback: it remembers what it was asked, and answers as it is told, else well. */
final class Gateway implements AutoCloseable {
    private final HttpServer server;
    private final String text;
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private volatile @Nullable String seen;

    private Gateway(HttpServer server, String text) {
        this.server = server;
        this.text = text;
    }

    /**
     * Opens a port.
     *
     * @param text what it says to whoever asks
     */
    static Gateway saying(String text) throws IOException {
        // Else each small answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        InetSocketAddress any = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
        Gateway gateway = new Gateway(HttpServer.create(any, 0), text);
        gateway.server.createContext("/", gateway::answer);
        gateway.server.start();
        return gateway;
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        seen = exchange.getRequestMethod() + " " + exchange.getRequestURI() + ", x-api-key: "
                + exchange.getRequestHeaders().getFirst("x-api-key");
        Integer told = statuses.poll();
        int status = told == null ? 200 : told;
        byte[] body =
                (status == 200 ? "{\"type\":\"message\",\"text\":\"" + text + "\"}" : "no upstream").getBytes(UTF_8);
        exchange.getResponseHeaders().set("content-type", status == 200 ? "application/json" : "text/plain");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Answers the next request with this. */
    void answerNext(int status) {
        statuses.add(status);
    }

    /** The last request; empty where there was none. */
    String seen() {
        String last = seen;
        return last == null ? "" : last;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Gives the port back: nobody answers there. */
    @Override
    public void close() {
        server.stop(0);
    }
}
