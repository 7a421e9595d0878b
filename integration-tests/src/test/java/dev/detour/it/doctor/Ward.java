package dev.detour.it.doctor;

import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Authority;
import dev.detour.it.servers.DeadEnds;
import dev.detour.it.servers.FakeDns;
import dev.detour.it.servers.Gateway;
import dev.detour.it.servers.GreetingFilter;
import dev.detour.it.servers.HttpProxy;
import dev.detour.it.servers.Identity;
import dev.detour.it.servers.Mute;
import dev.detour.it.servers.RawConnection;
import dev.detour.it.servers.ScriptedServer;
import dev.detour.it.servers.SocksProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All the troubles, each made for real on loopback. */
final class Ward implements AutoCloseable {
    /** Where the system's DNS leads by a false answer: another address of this machine. */
    private static final String FALSE_ADDRESS = "127.0.0.2";

    /** Found on loopback by name; {@code dual.test} by IPv6 as well, where nothing listens. */
    static final String HOSTS = """
            127.0.0.1 gateway.test
            127.0.0.1 filtered.test
            127.0.0.1 api.anthropic.com
            127.0.0.2 polluted.test
            ::1 dual.test
            127.0.0.1 dual.test
            """;

    static final String KEY = "sk-ant-api03-the-doctors-own-key-0123456789";
    private static final String PASSWORD = "Correct-Horse-Battery";
    private static final String MESSAGES = "/v1/messages";

    /** Enough on a busy machine, where nothing is to run out. */
    private static final String PATIENT = "40s";

    /** Where it is to run out, with time for all that comes before it; only what says nothing at all does. */
    private static final String SHORT = "12s";

    private final Deque<AutoCloseable> servers = new ArrayDeque<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private final Authority root = Authority.named("Ward Root");
    private final Authority stranger = Authority.named("Corp Inspection Root");

    Ward() throws IOException {
        names();
        falseAddresses();
        connections();
        proxies();
        greetings();
        certificates();
        answers();
        limits();
        silence();
        paid();
        idle();
        well();
    }

    List<Trouble> troubles() {
        return List.copyOf(troubles);
    }

    /** The roots that the doctor's JVM trusts. */
    Path trust(Path file) {
        return root.store(file, "PKCS12");
    }

    private void names() {
        FakeDns clean = closing(
                new FakeDns().address("elsewhere.test", "93.184.216.34").address("gateway.test", "93.184.216.34"));
        String resolver = "127.0.0.1:" + clean.port();
        add("a name that does not exist", "dns_not_found", "http://missing.test" + MESSAGES);
        add(
                        "a name that only a clean name server knows",
                        "dns_not_found",
                        "http://elsewhere.test",
                        "--resolver",
                        resolver)
                .saying("93.184.216.34", "this machine's DNS is at fault");
        add("a vendor's name on loopback", "dns_suspicious", "https://api.anthropic.com:" + closed() + MESSAGES)
                .saying("loopback", "what came of it: 127.0.0.1");
        add("another address than a clean name server says", "name_suspicious", json(200, "{}"), "--resolver", resolver)
                .saying("93.184.216.34");
    }

    private void falseAddresses() throws IOException {
        FakeDns clean = closing(new FakeDns().address("polluted.test", "127.0.0.1"));
        String resolver = "127.0.0.1:" + clean.port();
        String silent = "https://polluted.test:" + secure(root.server("polluted.test"));
        add("a false address where nobody listens", "dns_suspicious", silent, "--resolver", resolver)
                .saying(FALSE_ADDRESS, "what came of it: connect_refused", "answers with a certificate for polluted");
        int port = secure(root.server("polluted.test"));
        closing(Gateway.tlsOn(
                InetAddress.getByName(FALSE_ADDRESS),
                port,
                root.server("other.test").context()));
        add(
                        "a false address where a stranger answers",
                        "dns_suspicious",
                        "https://polluted.test:" + port,
                        "--resolver",
                        resolver)
                .saying("what came of it: tls_hostname", "the right one works");
        add(
                "a service that is down at all its addresses",
                "connect_refused",
                "https://polluted.test:" + closed(),
                "--resolver",
                resolver);
    }

    private void connections() {
        add("a closed port", "connect_refused", "http://gateway.test:" + closed() + MESSAGES);
        add(
                "an address that drops packets",
                "connect_timeout",
                "http://gateway.test:" + closing(new DeadEnds.Unanswered()).port(),
                "--timeout",
                SHORT);
        add("IPv6 dead and IPv4 alive", "address_dead", json(200, "{}").replace("gateway.test", "dual.test"))
                .saying("IPv6");
    }

    private void proxies() {
        String target = "https://api.elsewhere.test" + MESSAGES;
        HttpProxy locked = closing(HttpProxy.withPassword("orders", PASSWORD));
        SocksProxy socks = closing(SocksProxy.withPassword("orders", PASSWORD));
        proxy("a proxy that is not there", "proxy_unreachable", target, "http://127.0.0.1:" + closed());
        add(
                "a proxy that never answers",
                "proxy_unreachable",
                target,
                "--proxy",
                url(closing(HttpProxy.open().silent()).port()),
                "--timeout",
                SHORT);
        proxy("a proxy that wants a password", "proxy_auth_required", target, url(locked.port()))
                .saying("without a user", "Basic");
        proxy(
                        "a proxy with a wrong password",
                        "proxy_auth_required",
                        target,
                        "http://orders:" + PASSWORD + "-not@127.0.0.1:" + locked.port())
                .saying("does not accept this user");
        proxy("a proxy whose rules forbid it", "proxy_refused_tunnel", target, refusing(403));
        proxy("a proxy that cannot reach the host", "proxy_refused_tunnel", target, refusing(502))
                .saying("does not reach the host itself");
        proxy(
                "a proxy that closes",
                "proxy_closed",
                target,
                url(closing(HttpProxy.open().closing(false)).port()));
        proxy(
                "a SOCKS proxy that wants a password",
                "proxy_auth_required",
                target,
                "socks5://127.0.0.1:" + socks.port());
        proxy(
                "a SOCKS proxy that refuses",
                "proxy_refused_tunnel",
                target,
                "socks5://127.0.0.1:" + closing(SocksProxy.open().refusing(2)).port());
    }

    private String refusing(int status) {
        return url(closing(HttpProxy.open().refusing(status)).port());
    }

    private void greetings() {
        Gateway plain = closing(Gateway.plain());
        int good = secure(root.server("gateway.test", "filtered.test"));
        add("a port that speaks no TLS", "tls_plaintext", "https://gateway.test:" + plain.port());
        add(
                        "a device that cuts TLS 1.3",
                        "tls_version",
                        "https://gateway.test:"
                                + closing(GreetingFilter.byTls13(good)).port())
                .saying("TLSv1.2 alone works", "tls_reset");
        add(
                        "a device that cuts by name",
                        "tls_reset",
                        "https://filtered.test:"
                                + closing(GreetingFilter.byName(good, "filtered.test"))
                                        .port())
                .saying("cuts by this host's name");
        add(
                "a device that swallows the greeting",
                "tls_timeout",
                "https://gateway.test:" + closing(Mute.listening()).port(),
                "--timeout",
                SHORT);
        add(
                "a server that wants a client certificate",
                "tls_client_certificate",
                "https://gateway.test:"
                        + closing(Gateway.tls(root.server("gateway.test").context(root), true, "http/1.1"))
                                .port());
    }

    private void certificates() {
        add("a certificate of an unknown root", "tls_untrusted", certified(stranger.server("gateway.test")))
                .saying("Corp Inspection Root");
        add("a certificate that has expired", "tls_expired", certified(root.expired("gateway.test")));
        add("a clock that is behind", "tls_expired", certified(root.premature("gateway.test")))
                .saying("the clock is probably wrong");
        add("a certificate for another host", "tls_hostname", certified(root.server("other.test")))
                .saying("other.test");
    }

    private String certified(Identity identity) {
        return "https://gateway.test:" + secure(identity);
    }

    private int secure(Identity identity) {
        return closing(Gateway.tls(identity.context())).port();
    }

    private void answers() {
        add("a page that forbids", "blocked", page(403, "Access denied")).saying("Access denied");
        add("a captive portal", "intercepted", page(200, "Please log in")).saying("Please log in");
        add(
                        "a base URL without its version",
                        "wrong_base_url",
                        page(404, "Not found").replace(MESSAGES, "/ai/messages"))
                .saying("/ai/v1/messages");
        add(
                        "a base URL with its version twice",
                        "wrong_base_url",
                        page(404, "Not found").replace(MESSAGES, "/v1" + MESSAGES))
                .saying("should probably be");
        add("a gateway with nothing behind it", "gateway_error", page(503, "Service unavailable"));
        add("a server that closes", "closed_before_response", scripted(connection -> connection.request()));
        add("a server that speaks no HTTP", "bad_response", scripted(connection -> {
            connection.request();
            connection.say("SSH-2.0-OpenSSH_9.9\r\n");
            connection.hang();
        }));
        Gateway late = closing(Gateway.plain());
        late.answer(Answer.json(200, "{}").header("date", "Tue, 01 Jan 2030 00:00:00 GMT"));
        add("a clock that differs", "clock_wrong", late.url("gateway.test") + MESSAGES)
                .saying("2030");
    }

    private void limits() {
        add("a used-up quota", "quota_exhausted", json(429, error("insufficient_quota", "You exceeded your quota")));
        add("a rate limit", "rate_limited", json(429, error("rate_limit_error", "Slow down")));
        add("a false rate limit", "blocked", page(429, "Too many requests"));
        add("a provider without capacity", "overloaded", json(529, error("overloaded_error", "Overloaded")));
        add("a provider that fails", "server_error", json(500, error("api_error", "Internal")));
    }

    private void silence() {
        add("an answer that does not begin", "first_byte_timeout", scripted(RawConnection::hang), "--timeout", SHORT);
        add(
                "an answer that stalls",
                "idle_timeout",
                scripted(connection -> {
                    connection.request();
                    connection.say("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{");
                    connection.hang();
                }),
                "--timeout",
                SHORT);
        Gateway moody = closing(Gateway.plain());
        moody.answer(request -> moody.received().size() % 2 == 0
                ? Answer.json(200, "{}")
                : Answer.of(503).header("content-type", "text/plain").body("later"));
        add("a gateway that fails now and then", "gateway_error", moody.url("gateway.test") + MESSAGES, "--repeat", "4")
                .saying("2 of 4");
    }

    private void paid() {
        Gateway strict = closing(Gateway.plain());
        strict.answer(request -> request.method().equals("POST")
                ? Answer.json(401, error("authentication_error", "invalid x-api-key " + KEY))
                : Answer.json(200, "{\"data\":[]}"));
        paid("a key that is not accepted", "auth_rejected", strict).saying("invalid x-api-key", "the key");
        paid("a key with a line break", "invalid_request", strict, "--key-env", "BROKEN_KEY")
                .saying("line break");
        String events = "event: message_start\ndata: {\"type\":\"message_start\"}\n\nevent: ping\ndata: {}\n\n";
        String end = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
        paid("a stream that is collected on the way", "stream_buffered", streaming(events + end, false))
                .saying("collected first");
        paid("a stream without its last event", "stream_incomplete", streaming(events, true));
        // Too few events for a verdict on how they came: on a slow machine these come all at once.
        String start = events.substring(0, events.indexOf("event: ping"));
        paid("a key and a stream that are well", null, streaming(start + end, true));
    }

    private Gateway streaming(String events, boolean flows) {
        Answer answer =
                Answer.of(200).header("content-type", "text/event-stream").body(events);
        Gateway gateway = closing(Gateway.plain());
        gateway.answer(request -> request.method().equals("POST")
                ? flows ? answer.streamed() : answer
                : Answer.json(401, error("authentication_error", "no key")));
        return gateway;
    }

    private Line paid(String name, @Nullable String code, Gateway gateway, String... more) {
        List<String> words = new ArrayList<>(
                List.of("http://127.0.0.1:" + gateway.port() + MESSAGES, "--request", "--yes", "--model", "a-model"));
        words.addAll(List.of(more));
        return line(name, code, words);
    }

    private void idle() {
        String answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}";
        add(
                "a device that resets what is idle",
                "stale_connection",
                scripted(connection -> {
                    connection.request();
                    connection.say(answer);
                    connection.quiet();
                    connection.reset();
                }),
                "--idle",
                "40s");
        add(
                        "a device that forgets what is idle",
                        "stale_connection",
                        scripted(connection -> {
                            connection.request();
                            connection.say(answer);
                            RawConnection.freeze();
                        }),
                        "--idle",
                        "200ms",
                        "--timeout",
                        SHORT)
                .saying("dropped on the way");
        add(
                "a server that closes what is idle",
                "idle_closed",
                scripted(connection -> {
                    connection.request();
                    connection.say(answer);
                    connection.quiet();
                }),
                "--idle",
                "40s");
    }

    private void well() {
        add("an API that is well", null, json(200, "{}"));
        add("an API that wants a key", null, json(401, error("authentication_error", "no key")), "--idle", "100ms");
        Gateway behind = closing(Gateway.plain());
        behind.answer(Answer.json(200, "{}"));
        HttpProxy proxy = closing(HttpProxy.withPassword("orders", PASSWORD).mapping("far.test:80", behind.port()));
        proxy(
                "an API behind a proxy",
                null,
                "http://far.test" + MESSAGES,
                "http://orders:" + PASSWORD + "@127.0.0.1:" + proxy.port());
    }

    private static String error(String type, String message) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}";
    }

    private String json(int status, String body) {
        Gateway gateway = closing(Gateway.plain());
        gateway.answer(Answer.json(status, body));
        return gateway.url("gateway.test") + MESSAGES;
    }

    private String page(int status, String title) {
        Gateway gateway = closing(Gateway.plain());
        gateway.answer(Answer.of(status)
                .header("content-type", "text/html")
                .body("<!DOCTYPE html><html><head><title>" + title + "</title></head></html>"));
        return gateway.url("gateway.test") + MESSAGES;
    }

    private String scripted(ScriptedServer.Script script) {
        return "http://gateway.test:" + closing(ScriptedServer.plain(script)).port() + MESSAGES;
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    private int closed() {
        return closing(new DeadEnds.Refusing()).port();
    }

    private Line proxy(String name, @Nullable String code, String target, String proxy) {
        return add(name, code, target, "--proxy", proxy);
    }

    private Line add(String name, @Nullable String code, String... words) {
        return line(name, code, List.of(words));
    }

    private Line line(String name, @Nullable String code, List<String> words) {
        List<String> all = new ArrayList<>(List.of("doctor"));
        all.addAll(words);
        all.add("--json");
        if (!words.contains("--timeout")) {
            all.addAll(List.of("--timeout", PATIENT));
        }
        troubles.add(Trouble.of(name, code, all.toArray(new String[0])));
        return new Line(troubles.size() - 1);
    }

    /** The trouble that was added, and what is said of it. */
    private final class Line {
        private final int index;

        Line(int index) {
            this.index = index;
        }

        void saying(String... words) {
            troubles.set(index, troubles.get(index).saying(words));
        }
    }

    private <T extends AutoCloseable> T closing(T server) {
        servers.push(server);
        return server;
    }

    @Override
    public void close() {
        for (AutoCloseable server : servers) {
            try {
                server.close();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
