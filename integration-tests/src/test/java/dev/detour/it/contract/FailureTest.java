package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.detour.it.children.Transcript;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** One fault, one code: one event and one line for each failed call, and the application's own exception. */
@ForTellingCallers
class FailureTest extends CallContract {
    FailureTest(Caller caller) {
        super(caller);
    }

    @Test
    void unknown_host() {
        fails("dns_not_found", get("http://" + laboratory.fresh("missing.test") + "/x"));
    }

    @Test
    void refused_port() {
        fails("connect_refused", get("http://" + laboratory.fresh("refused.test") + ":" + laboratory.closedPort));
    }

    @Test
    void unanswered_connect() {
        fails(
                "connect_timeout",
                get("http://" + laboratory.fresh("unanswered.test") + ":" + laboratory.unanswered.port()));
    }

    @Test
    void untrusted_root() {
        fails("tls_untrusted", get(laboratory.corporate.url(laboratory.fresh("untrusted.test"))));
        assertThat(laboratory.corporate.received()).isEmpty();
    }

    @Test
    void certificate_of_another_host() {
        fails("tls_hostname", get(laboratory.secure.url(laboratory.fresh("misnamed.test"))));
        assertThat(laboratory.secure.received()).isEmpty();
    }

    @Test
    void no_tls_on_that_port() {
        fails(
                "tls_plaintext",
                get("https://" + laboratory.fresh("clear.test") + ":" + laboratory.gateway.port() + "/x"));
    }

    @Test
    void dead_proxy() {
        fails("proxy_unreachable", get(laboratory.gateway.url(laboratory.fresh("dead-proxy.test"))));
        fails("proxy_unreachable", get(laboratory.secure.url(laboratory.fresh("dead-proxy.test"))));
    }

    @Test
    void proxy_that_wants_a_password() {
        fails("proxy_auth_required", get(laboratory.secure.url(laboratory.fresh("locked-proxy.test"))));
        fails("proxy_auth_required", get(laboratory.gateway.url(laboratory.fresh("locked-proxy.test"))));
    }

    @Test
    void proxy_that_refuses() {
        fails("proxy_refused_tunnel", get(laboratory.gateway.url(laboratory.fresh("refused-socks.test"))));
    }

    @Test
    void no_first_byte_in_time() {
        CountDownLatch never = new CountDownLatch(1);
        laboratory.gateway.answer(Answer.text("late").heldBy(never));
        int before = application.child().err().size();
        Event event =
                failureIn("first_byte", "default", () -> get(laboratory.gateway.url(laboratory.fresh("hurried.test"))));
        assertTold("first_byte_timeout", URI.create(event.get("url")).getHost(), before);
        never.countDown();
    }

    @Test
    void body_that_ends_early() {
        laboratory.gateway.answer(
                Answer.of(200).header("content-length", "100").body("abc").cut(false));
        String host = laboratory.fresh("retry.test");
        Fields seen = call(get(laboratory.gateway.url(host) + "/cut"));

        assertThat(seen.get("exception.0")).isNotNull();
        Event event = application
                .events()
                .await(is -> is.is("kind", "body_truncated") && is.get("url").contains(host));
        assertThat(event.get("event")).isEqualTo("stream_failed");
        String shown = caller.way().equals("sendAsync") ? "suppressed.1" : "suppressed.0"; // below a future's wrapper
        if (!library().isOkHttp() && !caller.way().equals("stream")) {
            assertThat(seen.get(shown)).as(seen.toString()).contains("Detour: body_truncated");
        }
        assertThat(seen.get("exception.text").split("Detour: body_truncated", -1))
                .hasSize(2);
        assertThat(laboratory.gateway.received())
                .as("nothing after a byte was delivered")
                .hasSize(1);
    }

    @Test
    void rate_limit() {
        laboratory.gateway.answer(Answer.json(429, "{\"error\":\"slow down\"}").header("retry-after", "0"));
        assertThat(fails("rate_limited", get(laboratory.gateway.url(laboratory.fresh("single.test"))))
                        .get("status"))
                .isEqualTo("429");
    }

    @Test
    void gateway_without_its_upstream() {
        laboratory.gateway.answer(
                Answer.of(502).header("content-type", "text/html").body("<h1>Bad Gateway</h1>"));
        assertThat(fails("gateway_error", get(laboratory.gateway.url(laboratory.fresh("single.test"))))
                        .get("status"))
                .isEqualTo("502");
    }

    @Test
    void cancelled_call_is_no_failure() throws Exception {
        assumeTrue(library().isOkHttp() || caller.way().equals("sendAsync"), "nothing to cancel it by");
        CountDownLatch never = new CountDownLatch(1);
        laboratory.gateway.answer(Answer.text("late").heldBy(never));
        String url = laboratory.gateway.url(laboratory.fresh("single.test"));
        application.child().begin("cancelled " + url, "default", get(url));
        laboratory.gateway.await(1);
        application.child().cancel("cancelled " + url);
        application.child().await("cancelled " + url);
        never.countDown();
        barrier();

        assertThat(application
                        .events()
                        .all(event -> event.line().contains(URI.create(url).getHost())))
                .isEmpty();
    }

    @Test
    void not_found_of_a_host_that_is_no_provider_is_no_failure() {
        laboratory.gateway.answer(Answer.json(404, "{}"));
        String url = laboratory.gateway.url(laboratory.fresh("single.test")) + "/x";
        assertThat(call(get(url)).get("status")).isEqualTo("404");
        barrier();

        assertThat(application.events().all(event -> event.is("url", url))).isEmpty();
    }

    /** Runs a call that fails; it leaves one line and one event, and what the application sees is as without us. */
    private Fields fails(String kind, Fields call) {
        int before = application.child().err().size();
        Fields seen = call(call);
        assertTold(kind, URI.create(call.require("url")).getHost(), before);
        return seen;
    }

    /** Behind so many lines on standard error. */
    private void assertTold(String kind, String host, int before) {
        Transcript err = application.child().err();
        Event event = application
                .events()
                .await(is -> is.is("event", "call_failed") && is.get("url").contains(host));
        assertThat(event.get("kind")).as(event.line()).isEqualTo(kind);
        assertThat(event.get("client")).isEqualTo(library().isOkHttp() ? "okhttp" : "java.net.http");
        assertThat(event.get("method")).isEqualTo("GET");
        assertThat(err.await(before, line -> line.contains(kind) && line.contains(host)))
                .as("a line on standard error")
                .isPresent();
        barrier();
        assertThat(err.after(before).stream().filter(line -> line.contains(host)))
                .hasSize(1);
        assertThat(application
                        .events()
                        .all(is ->
                                is.is("event", "call_failed") && is.get("url").contains(host)))
                .hasSize(1);
    }
}
