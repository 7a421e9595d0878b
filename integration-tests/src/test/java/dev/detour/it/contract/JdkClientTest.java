package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What only java.net.http has: more ways to call, subclasses that delegate. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.detour.it.contract.JdkClientTest#callers")
class JdkClientTest extends CallContract {
    JdkClientTest(Caller caller) {
        super(caller);
    }

    static Stream<Caller> callers() {
        List<String> more = List.of("push", "asyncStream", "lines", "flow");
        return Caller.all()
                .map(Caller::subject)
                .filter(subject -> !subject.library().isOkHttp())
                .distinct()
                .flatMap(subject -> more.stream().map(way -> new Caller(subject, way)));
    }

    @Test
    void every_way_of_calling_is_routed() {
        for (String url : List.of("http://rewrite.test/v1", "https://moved.test/v1")) {
            Fields seen = call(get(url));
            assertThat(seen.get("body").trim()).as(seen.toString()).matches("GET /(base|moved)/v1");
            assertThat(seen.get("uri")).isEqualTo(url);
        }
    }

    @Test
    void body_of_a_failure_arrives_whole_in_every_way() {
        String body = "{\"error\":1}\n" + "x".repeat(100_000) + "\n";
        for (Answer answer :
                List.of(Answer.json(500, body), Answer.of(500).body(body).streamed())) {
            laboratory.gateway.answer(answer);
            Fields seen = call(get("http://" + laboratory.fresh("single.test") + ":" + laboratory.gateway.port()));
            assertThat(seen.get("status")).as(seen.toString()).isEqualTo("500");
            assertThat(seen.get("body")).isEqualTo(body);
        }
    }

    @Test
    void subclass_that_delegates_is_routed_once() {
        Fields seen = application.call(
                "delegating", post("http://rewrite.test/v1", "body").with("way", "sendAsync"));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
        assertThat(laboratory.gateway.only().target()).isEqualTo("/base/v1");
        assertThat(laboratory.gateway.only().header("x-delegate")).isEqualTo("yes");
        assertThat(laboratory.gateway.only().text()).isEqualTo("body");
    }

    /** Between two attempts nothing is under way that would keep the client. */
    @Test
    void client_that_nobody_keeps_stays_until_its_call_has_ended() {
        if (!caller.way().equals("push")) {
            return; // it has a way of its own: once is enough
        }
        laboratory.gateway.answerNext(Answer.of(503).header("retry-after-ms", "700"));
        Fields seen = call(get(laboratory.gateway.url(laboratory.fresh("retry.test")))
                .with("way", "abandoned")
                .with("timeout", 20_000));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
        assertThat(laboratory.gateway.received()).hasSize(2);
    }

    @Test
    void expect_continue_is_kept() {
        Fields seen = call(post("http://rewrite.test/v1", "body")
                .with("expect-continue", true)
                .with("way", "send"));

        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
        assertThat(laboratory.gateway.only().header("expect")).isEqualToIgnoringCase("100-continue");
        assertThat(laboratory.gateway.only().text()).isEqualTo("body");
    }

    @Test
    void version_of_the_request_is_kept() {
        call(get("https://moved.test/v1").with("version", "1.1"));
        assertThat(laboratory.moved.only().protocol()).isEqualTo("http/1.1");
    }

    @Test
    void connection_has_its_label_from_25_on() {
        Fields seen = call(get("http://rewrite.test/v1"));
        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
        assertThat(seen.get("connection.label") != null)
                .isEqualTo(caller.subject().jdk().release() >= 25);
    }
}
