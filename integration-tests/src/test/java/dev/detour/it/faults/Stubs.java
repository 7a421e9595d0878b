package dev.detour.it.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Request;
import dev.detour.it.servers.Received;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** A WireMock that answers by the name of the fault, which is the last but one segment of every path. */
final class Stubs implements AutoCloseable {
    /** Enough for every cell that is under way at once. */
    private static final int THREADS = 64;

    private final WireMockServer server = new WireMockServer(WireMockConfiguration.options()
            .dynamicPort()
            .bindAddress("127.0.0.1")
            .containerThreads(THREADS)
            .disableRequestJournal());

    /** Tells of each request before it is answered. */
    Stubs(Consumer<Received> heard) {
        server.addMockServiceRequestListener((request, response) -> heard.accept(received(request)));
        server.start();
    }

    private static Received received(Request request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.getHeaders()
                .all()
                .forEach(header -> headers.put(header.key().toLowerCase(Locale.ROOT), header.values()));
        return new Received(
                request.getMethod().getName(),
                request.getUrl(),
                headers,
                request.getHeader("host"),
                new byte[0],
                "http/1.1",
                null,
                null,
                0);
    }

    /** A fault that is this answer. */
    Fault fault(Code code, String id, String what, ResponseDefinitionBuilder answer) {
        return answering(Fault.of(code, id, what), answer);
    }

    /** No failure, with this answer. */
    Fault none(String id, String what, ResponseDefinitionBuilder answer) {
        return answering(Fault.none(id, what), answer);
    }

    Fault answering(Fault fault, ResponseDefinitionBuilder answer) {
        server.stubFor(any(urlPathMatching(".*/" + fault.id() + "/[a-z]+")).willReturn(answer));
        return fault.http(server.port());
    }

    static ResponseDefinitionBuilder status(int status) {
        return aResponse().withStatus(status);
    }

    static ResponseDefinitionBuilder json(int status, String body) {
        return status(status).withHeader("content-type", "application/json").withBody(body);
    }

    static ResponseDefinitionBuilder html(int status, String body) {
        return status(status)
                .withHeader("content-type", "text/html; charset=utf-8")
                .withBody(body);
    }

    /** An event stream of these events, each with its lines. */
    static ResponseDefinitionBuilder events(String... events) {
        return status(200)
                .withHeader("content-type", "text/event-stream; charset=utf-8")
                .withBody(String.join("\n\n", events) + "\n\n");
    }

    @Override
    public void close() {
        server.stop();
    }
}
