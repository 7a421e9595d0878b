package dev.detour.it.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Hosts;
import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Authority;
import dev.detour.it.servers.DeadEnds;
import dev.detour.it.servers.Gateway;
import dev.detour.it.servers.HttpProxy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every client in every way against the servers, without the agent. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("clients")
class ProgramsTest {
    @TempDir
    static Path folder;

    private final Library library;

    private static final Authority AUTHORITY = Authority.named("Laboratory Root");
    private static Gateway plain;
    private static Gateway tls;
    private static ChildJvm child;

    ProgramsTest(Library library, Jdk jdk) {
        this.library = library;
    }

    static Stream<Arguments> clients() {
        return Jdks.chosen().stream().flatMap(jdk -> Library.all().stream().map(library -> Arguments.of(library, jdk)));
    }

    @BeforeParameterizedClassInvocation
    static void start(Library library, Jdk jdk) {
        plain = Gateway.plain();
        tls = Gateway.tls(AUTHORITY.server("host.test").context());
        child = ChildJvm.on(jdk)
                .with(library)
                .property("jdk.net.hosts.file", Hosts.write(folder.resolve("hosts"), List.of("host.test")))
                .trustStore(AUTHORITY.store(folder.resolve("trust.p12"), "PKCS12"))
                .start();
        child.client("client", library, Fields.none());
    }

    @BeforeEach
    void forget() {
        plain.reset();
        tls.reset();
    }

    @AfterParameterizedClassInvocation
    static void end() {
        child.close();
        plain.close();
        tls.close();
    }

    @Test
    void calls_in_every_way() {
        for (String way : wholeWays()) {
            plain.reset();
            Fields seen = child.call("client", call(way, plain).with("header.x-one", "1"));
            assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
            assertThat(seen.get("body").trim()).isEqualTo("GET /v1/x?y=%20z");
            assertThat(seen.get("uri")).isEqualTo(plain.url("host.test") + "/v1/x?y=%20z");
            assertThat(plain.only().header("x-one")).isEqualTo("1");
        }
    }

    @Test
    void speaks_http2_and_http1_over_tls() {
        child.client("old", library, Fields.none().with("version", "1.1"));

        Fields modern = child.call(
                "client",
                call("stream", tls).with("method", "POST").with("body", "x").with("repeat", 90_000));
        assertThat(modern.get("status")).as(modern.toString()).isEqualTo("200");
        assertThat(tls.only().protocol()).isEqualTo("h2");
        assertThat(tls.only().sni()).isEqualTo("host.test");
        assertThat(tls.only().authority()).isEqualTo("host.test:" + tls.port());
        assertThat(tls.only().body()).hasSize(90_000);

        tls.reset();
        assertThat(child.call("old", call("stream", tls)).get("status")).isEqualTo("200");
        assertThat(tls.only().protocol()).isEqualTo("http/1.1");
    }

    @Test
    void sends_every_kind_of_body() {
        List<String> kinds =
                library.isOkHttp() ? List.of("bytes", "stream", "once") : List.of("bytes", "stream", "once", "flow");
        for (String kind : kinds) {
            plain.reset();
            child.call(
                    "client",
                    call("stream", plain)
                            .with("method", "POST")
                            .with("body", "abc")
                            .with("repeat", 3000)
                            .with("body-as", kind));
            assertThat(plain.only().body()).as(kind).hasSize(9000);
        }
    }

    @Test
    void reads_large_streams() {
        String large = "0123456789".repeat(300_000);
        for (Gateway gateway : List.of(plain, tls)) {
            gateway.answer(Answer.of(200).streamed().body(large));
            Fields seen = child.call("client", call("stream", gateway));
            assertThat(seen.get("body.bytes")).as(seen.toString()).isEqualTo("3000000");
        }
    }

    @Test
    void follows_a_stream_while_it_comes() {
        CountDownLatch latch = new CountDownLatch(1);
        plain.answer(Answer.events("data: one").pausedBy(latch).body("data: two\n\n"));

        child.begin("it", "client", call("stream", plain));
        assertThat(child.awaitBytes("it", 11)).isEqualTo(11);
        latch.countDown();
        assertThat(child.await("it").get("body")).isEqualTo("data: one\n\ndata: two\n\n");
    }

    @Test
    void speaks_websocket() {
        for (Gateway gateway : List.of(plain, tls)) {
            String url = gateway.url("host.test").replace("http", "ws") + "/ws";
            Fields seen = child.call(
                    "client",
                    Fields.none()
                            .with("way", "websocket")
                            .with("message", "hello")
                            .with("url", url));
            assertThat(seen.get("body")).as(seen.toString()).isEqualTo("hello");
            assertThat(seen.get("closed")).isEqualTo("1000");
        }
    }

    @Test
    void reads_server_sent_events() {
        assumeTrue(library.hasEventSource(), "none, or not released with it");
        plain.answer(Answer.events("data: one", "data: two"));
        assertThat(child.call("client", call("sse", plain)).get("body")).isEqualTo("one\ntwo\n");
    }

    @Test
    void goes_through_a_proxy() {
        try (HttpProxy proxy = HttpProxy.open()) {
            child.client("proxied", library, Fields.none().with("proxy", "127.0.0.1:" + proxy.port()));
            assertThat(child.call("proxied", call("stream", plain)).get("status"))
                    .isEqualTo("200");
            assertThat(child.call("proxied", call("stream", tls)).get("status")).isEqualTo("200");
            assertThat(proxy.asked()).extracting(HttpProxy.Asked::method).containsExactly("GET", "CONNECT");
        }
    }

    @Test
    void shows_what_the_client_throws() {
        Fields seen = child.call(
                "client", Fields.none().with("way", "stream").with("url", "http://host.test:" + DeadEnds.closedPort()));
        assertThat(seen.get("exception.0")).isEqualTo("java.net.ConnectException");
        assertThat(seen.get("exception.text")).contains("ConnectException");
    }

    @Test
    void expects_a_continue() {
        assumeTrue(!library.isOkHttp(), "OkHttp has no such option");
        Fields seen = child.call(
                "client",
                call("send", plain).with("method", "POST").with("body", "x").with("expect-continue", true));
        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
        assertThat(plain.only().text()).isEqualTo("x");
    }

    @Test
    void meets_plain_http_where_it_wants_tls() {
        Fields seen = child.call(
                "client", Fields.none().with("way", "stream").with("url", "https://host.test:" + plain.port()));
        assertThat(seen.get("exception.text")).containsAnyOf("plaintext connection", "Unsupported or unrecognized SSL");
    }

    @Test
    void is_cancelled_and_interrupted() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        plain.answer(Answer.text("late").heldBy(never));
        child.begin("it", "client", call(library.isOkHttp() ? "execute" : "sendAsync", plain));
        plain.await(1);
        child.cancel("it");
        assertThat(child.await("it").get("exception.0")).isNotNull();
        never.countDown();
    }

    @Test
    void keeps_standard_output_and_error_clean() {
        child.call("client", call("stream", tls));
        assertThat(child.noise()).isEmpty();
    }

    private List<String> wholeWays() {
        return library.isOkHttp()
                ? List.of("execute", "enqueue", "stream", "enqueueStream")
                : List.of("send", "sendAsync", "push", "stream", "asyncStream", "lines", "flow");
    }

    private static Fields call(String way, Gateway gateway) {
        return Fields.none().with("way", way).with("url", gateway.url("host.test") + "/v1/x?y=%20z");
    }
}
