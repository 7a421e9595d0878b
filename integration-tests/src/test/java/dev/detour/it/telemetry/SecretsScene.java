package dev.detour.it.telemetry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Hosts;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Authority;
import dev.detour.it.servers.DeadEnds;
import dev.detour.it.servers.Gateway;
import dev.detour.it.servers.Received;
import dev.detour.it.servers.ScriptedServer;
import dev.detour.it.servers.SocksProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An application full of secrets, a configuration full of them, and peers that repeat what they were told. */
final class SecretsScene implements AutoCloseable {
    final PlantedSecrets secrets = new PlantedSecrets();
    final Gateway gateway = Gateway.plain();
    final Gateway collector = Gateway.plain();
    final Scraper scraper = Scraper.onFreePort();
    final Path events;
    final Path config;
    private final Path folder;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final List<Fields> calls = new ArrayList<>();
    private final Queue<String> raw = new ConcurrentLinkedQueue<>();
    private final int nobody = DeadEnds.closedPort();
    private final ScriptedServer garbled = ScriptedServer.plain(connection -> {
        connection.request();
        connection.say("refused " + secrets.at("header x-api-key") + " and " + secrets.key("status line") + "\r\n\r\n");
        connection.end();
    });
    private final ScriptedServer proxy = ScriptedServer.plain(connection -> {
        connection.request();
        connection.say(
                "HTTP/1.1 407 not with " + secrets.key("reason of 407") + "\r\nproxy-authenticate: Basic realm=\""
                        + secrets.key("realm of 407") + "\"\r\ncontent-length: 0\r\n\r\n");
        connection.end();
    });
    private final SocksProxy socks = SocksProxy.withPassword("somebody", "else");

    SecretsScene(Path folder) {
        this.folder = folder;
        events = folder.resolve("events.jsonl");
        config = folder.resolve("detour.yaml");
        write("gateway-key", secrets.at("file of ${file:}") + "\n");
        String written = configuration();
        write("detour.yaml", written);
        raw.add(written);
        variables.put("GATEWAY_KEY", secrets.at("variable of ${env:}"));
        variables.put("OTHER_KEY", secrets.key("variable that nobody uses"));
        variables.put("HTTPS_PROXY", "http://user:" + secrets.at("password in HTTPS_PROXY") + "@127.0.0.1:" + nobody);
        variables.put("NO_PROXY", "localhost,user:" + secrets.key("NO_PROXY") + "@host");
        variables.put("OPENAI_BASE_URL", "https://user:" + secrets.at("OPENAI_BASE_URL") + "@127.0.0.1/v1");
        variables.put(
                "SSL_CERT_FILE", folder.resolve(secrets.key("SSL_CERT_FILE")).toString());
        variables.put("OTEL_METRIC_EXPORT_INTERVAL", "200");
        plantCalls();
    }

    private String configuration() {
        Authority.named("Scene Root").store(folder.resolve("roots.p12"), "PKCS12");
        return """
                reload: 200ms
                service: orders
                environment: true
                credential-headers: [x-house-key]
                credential-query: [key, api_key, access_token, house_key]
                routes:
                  - name: api
                    match: http://application.test:%1$s
                    to:
                      name: gateway
                      url: http://127.0.0.1:%1$s/routed
                      credentials: forward
                      headers: {x-gateway: "Bearer ${env:GATEWAY_KEY}", x-file: "${file:gateway-key}", x-literal: %2$s, x-absent: "${env:ABSENT:-%3$s}"}
                      query: {team: %4$s}
                    trust: {file: roots.p12, password: %5$s}
                    provider: openai
                    retry: {attempts: 2, backoff: 1ms..2ms, on: {gateway_error: 2}}
                  - name: events
                    match: http://events.test:%1$s
                    to: http://127.0.0.1:%1$s/events
                    credentials: forward
                    provider: anthropic
                  - name: tunnel
                    match: https://tunnel.test
                    proxy: http://user:%6$s@127.0.0.1:%7$s
                    retry: {attempts: 1}
                  - name: socks
                    match: http://socks.test
                    proxy: socks5://user:%8$s@127.0.0.1:%9$s
                    retry: {attempts: 1}
                  - name: garbled
                    match: http://garbled.test:%10$s
                    retry: {attempts: 1}
                  - name: breaking
                    match: http://breaking.test:%11$s
                    retry: {attempts: 1}
                    breaker: {failures: 1, open: 1s..1s}
                telemetry:
                  log: calls
                  slow: 1ms
                  bodies: true
                  events: events.jsonl
                  prometheus: %12$s
                  otlp: {endpoint: "http://127.0.0.1:%13$s", headers: {x-collector: %14$s}}
                """.formatted(
                        gateway.port(),
                        secrets.at("header of the configuration"),
                        secrets.at("default of ${env:}"),
                        secrets.at("query of the configuration"),
                        Authority.PASSWORD,
                        secrets.at("password of the proxy"),
                        proxy.port(),
                        secrets.at("password of the SOCKS proxy"),
                        socks.port(),
                        garbled.port(),
                        nobody,
                        scraper.address(),
                        collector.port(),
                        secrets.at("header for the collector"));
    }

    private void plantCalls() {
        String api = gateway.url("application.test");
        // Answers in all the forms in which peers repeat a key.
        calls.add(get(api + "/errors/1"));
        calls.add(get(api + "/errors/2").with("method", "POST").with("body", bodyOfRequest()));
        calls.add(get(api + "/errors/3"));
        calls.add(get(api + "/errors/4"));
        calls.add(get(api + "/errors/5"));
        calls.add(get(api + "/errors/6"));
        calls.add(get(api + "/errors/7/" + secrets.key("segment of a wrong URL")));
        calls.add(get(api + "/redirects"));
        calls.add(get(api + "/circles"));
        calls.add(get(gateway.url("events.test") + "/v1/messages")
                .with("method", "POST")
                .with("body", "{}"));
        // The same host where no route leads.
        calls.add(get(gateway.url("unmatched.test") + "/errors/1"));
        // URLs.
        calls.add(get("http://user:" + secrets.at("user info") + "@breaking.test:" + nobody + "/v1"));
        calls.add(get("http://user:" + secrets.at("user info without a route") + "@unmatched.test:" + nobody + "/v1"));
        calls.add(get("http://breaking.test:" + nobody + "/v1/" + secrets.key("segment") + "/x"));
        calls.add(get("http://unmatched.test:" + nobody + "/v1/AIza" + secrets.at("segment without a route")));
        calls.add(get("http://breaking.test:" + nobody + "/bot/" + jwt("token in the path")));
        for (String name : List.of("key", "api_key", "access_token", "house_key", "token", "sig", "x")) {
            calls.add(get("http://unmatched.test:" + nobody + "/q?" + name + "=" + secrets.at("query value " + name)));
            calls.add(get("http://breaking.test:" + nobody + "/q?" + name + "=" + secrets.at("query value " + name)));
        }
        // Peers that are wrong.
        calls.add(get("https://tunnel.test/v1/" + secrets.key("segment in a tunnel")));
        calls.add(get("http://socks.test/v1/" + secrets.key("segment through SOCKS")));
        calls.add(get("http://garbled.test:" + garbled.port() + "/v1"));
        calls.add(get("http://unmatched.test:" + garbled.port() + "/v1"));
    }

    private String jwt(String place) {
        return "eyJhbGciOiJIUzI1NiJ9." + secrets.at(place) + "." + secrets.at(place);
    }

    private String bodyOfRequest() {
        return "{\"model\": \"m\", \"key\": \"" + secrets.at("body of the request") + "\", \"prompt\": \""
                + secrets.key("prompt") + "\"}";
    }

    /** With every credential that applications send. */
    private Fields get(String url) {
        String authorization = "Bearer " + secrets.at("header authorization");
        return Fields.none()
                .with("way", "stream")
                .with("url", url)
                .with("header.authorization", authorization)
                .with("header.x-api-key", secrets.at("header x-api-key"))
                .with("header.api-key", secrets.at("header api-key"))
                .with("header.x-goog-api-key", secrets.at("header x-goog-api-key"))
                .with("header.cookie", "session=" + secrets.at("cookie"))
                .with("header.x-house-key", secrets.at("header of the house"))
                .with("header.x-note", secrets.key("another header"));
    }

    private Answer answer(Received request) {
        String said = secrets.at("header x-api-key");
        return switch (request.path().replaceFirst("^/routed", "")) {
            case "/errors/1" ->
                openAi(401, "Incorrect API key provided: " + secrets.key("OpenAI's error") + ". You can find yours.");
            case "/errors/2" ->
                openAi(
                        400,
                        "No such user: " + said + ", " + secrets.at("header authorization") + " or "
                                + secrets.at("cookie") + " and body " + secrets.key("prompt"));
            case "/errors/3" ->
                Answer.of(403)
                        .header("content-type", "text/html")
                        .body("<html><title>Denied: " + secrets.key("page") + " for " + said + "</title>");
            case "/errors/4" ->
                Answer.of(500)
                        .header("content-type", "text/plain")
                        .body("cannot log in " + said + ", {\"key\": \"" + secrets.at("body of the request") + "\"}");
            case "/errors/5" ->
                openAi(429, "Quota of " + jwt("token in an error") + " is used up")
                        .header("x-request-id", secrets.key("request id"))
                        .header("retry-after", "0");
            case "/errors/6" ->
                Answer.json(
                        502,
                        "{\"detail\": \"gateway " + secrets.at("variable of ${env:}") + " "
                                + secrets.at("file of ${file:}") + " " + secrets.at("header of the configuration") + " "
                                + secrets.at("query of the configuration") + " " + secrets.at("default of ${env:}")
                                + "\"}");
            case "/redirects" -> {
                // The clients follow it, so that only the wire knows.
                String location = "http://user:" + secrets.at("location") + "@unmatched.test:" + nobody + "/after?key="
                        + secrets.at("query of a location") + "&x=" + secrets.key("location's x");
                raw.add(location);
                yield Answer.redirect(302, location);
            }
            case "/circles" -> Answer.redirect(307, request.target() + "?token=" + secrets.at("location of a circle"));
            case "/events/v1/messages" ->
                Answer.events(
                        "event: message_start\ndata: {\"type\":\"message_start\"}",
                        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"invalid "
                                + said + " " + secrets.key("error in a stream") + "\"}}");
            default ->
                Answer.json(
                        404,
                        "{\"error\": {\"type\": \"" + secrets.key("type of an error") + "\", \"message\": \""
                                + encoded(secrets.at("header x-api-key") + "+/=") + "\"}}");
        };
    }

    private Answer openAi(int status, String message) {
        return Answer.json(
                        status, "{\"error\": {\"type\": \"invalid_request_error\", \"message\": \"" + message + "\"}}")
                .header("set-cookie", "session=" + secrets.at("set-cookie"))
                .header("openai-organization", "house");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    ChildJvm.Builder child(Jdk jdk, Library library) {
        ChildJvm.Builder builder = ChildJvm.on(jdk)
                .with(library)
                .property("app.key", secrets.key("system property"))
                .property(
                        "jdk.net.hosts.file",
                        Hosts.write(
                                folder.resolve("hosts"),
                                List.of(
                                        "application.test",
                                        "events.test",
                                        "unmatched.test",
                                        "garbled.test",
                                        "breaking.test",
                                        "localhost")));
        variables.forEach(builder::variable);
        return builder;
    }

    Map<String, String> variables() {
        return variables;
    }

    /** Makes all calls; returns what the agent said in the exceptions that the application got. */
    String run(ChildJvm child, String client) {
        gateway.answer(this::answer);
        collector.answerNext(Answer.text("no " + secrets.at("header for the collector")), Answer.of(401));
        StringBuilder told = new StringBuilder();
        for (Fields call : calls) {
            Fields seen = child.call(client, call);
            raw.add(call + "\n" + seen);
            told.append(seen.below("suppressed.").values()).append('\n');
            seen.get("exception.text", "")
                    .lines()
                    .filter(line -> line.contains("Detour: "))
                    .forEach(line -> told.append(line).append('\n'));
        }
        return told.toString();
    }

    /** All that was said on the wire, and what stands in the configuration, the environment and the properties. */
    String rawMaterial() {
        gateway.received().forEach(request -> raw.add(request + request.text()));
        collector.received().forEach(request -> raw.add(request.headers().toString()));
        raw.add(read(folder.resolve("gateway-key")));
        raw.add(variables.toString());
        raw.add(secrets.key("system property"));
        // What these two say is on the wire only.
        raw.add(secrets.key("status line") + secrets.key("reason of 407") + secrets.key("realm of 407"));
        return String.join("\n", raw);
    }

    /** All files of events there are. */
    String events() {
        return read(events);
    }

    /** What the collector got but for its own header: protobuf, in which texts are what they are. */
    String exported() {
        StringBuilder all = new StringBuilder();
        collector.received().forEach(request -> all.append(new String(request.body(), ISO_8859_1)));
        return all.toString();
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        gateway.close();
        collector.close();
        garbled.close();
        proxy.close();
        socks.close();
    }
}
