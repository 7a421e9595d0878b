package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What the application sees of a call that went elsewhere: what it asked. */
@ForEachCaller
class ViewTest extends CallContract {
    ViewTest(Caller caller) {
        super(caller);
    }

    @Test
    void response_shows_the_url_that_was_asked() {
        Fields seen = call(get("http://rewrite.test/v1?x=1").with("header.x-one", "1"));

        assertThat(seen.get("uri")).isEqualTo("http://rewrite.test/v1?x=1");
        assertThat(seen.get("request.uri")).isEqualTo("http://rewrite.test/v1?x=1");
        assertThat(seen.get("request.method")).isEqualTo("GET");
        assertThat(seen.get("request.header.x-one")).isEqualTo("1");
    }

    @Test
    void redirect_under_the_base_is_shown_under_the_match() {
        laboratory.gateway.answerNext(Answer.redirect(302, laboratory.gateway.url("gateway.test") + "/base/v2?y=2"));
        Fields seen = call(get("http://rewrite.test/v1"));

        assertThat(laboratory.gateway.received()).hasSize(2);
        assertThat(laboratory.gateway.received().get(1).target()).isEqualTo("/base/v2?y=2");
        assertThat(seen.get("uri")).isEqualTo("http://rewrite.test/v2?y=2");
        assertThat(seen.get("previous.status")).isEqualTo("302");
        assertThat(seen.get("previous.uri")).isEqualTo("http://rewrite.test/v1");
    }

    @Test
    void redirect_elsewhere_is_shown_as_it_is() {
        String elsewhere = laboratory.other.url("gateway.test") + "/there";
        laboratory.gateway.answer(Answer.redirect(302, elsewhere));

        assertThat(call(get("http://rewrite.test/v1")).get("uri")).isEqualTo(elsewhere);
    }

    @Test
    void client_that_follows_no_redirects_gets_them() {
        laboratory.gateway.answer(Answer.redirect(302, "/base/v2"));
        Fields seen = application.call("unredirected", get("http://rewrite.test/v1"));

        assertThat(seen.get("status")).isEqualTo("302");
        assertThat(laboratory.gateway.received()).hasSize(1);
    }

    @Test
    void every_kind_of_client_is_routed() {
        for (String client : new String[] {"old", "cookies", "own-trust", "unredirected"}) {
            laboratory.reset();
            assertThat(application
                            .call(client, get("http://rewrite.test/" + client))
                            .get("status"))
                    .as(client)
                    .isEqualTo("200");
            assertThat(laboratory.gateway.only().target()).isEqualTo("/base/" + client);
        }
    }

    @Test
    void new_clients_are_routed_like_old_ones() {
        String client = application.client(Fields.none());
        assertThat(application.call(client, get("http://rewrite.test/v1")).get("body"))
                .isEqualTo("GET /base/v1");
    }

    @Test
    void cookies_belong_to_the_host_that_the_application_knows() {
        laboratory.gateway.answerNext(Answer.text("").header("set-cookie", "session=" + caller.way() + "; Path=/"));
        application.call("cookies", get("http://rewrite.test/v1"));
        laboratory.reset();

        application.call("cookies", get("http://rewrite.test/v1"));
        application.call("cookies", get(laboratory.gateway.url("unmatched.test")));
        assertThat(laboratory.gateway.received().get(0).header("cookie")).contains("session=" + caller.way());
        assertThat(laboratory.gateway.received().get(1).header("cookie")).isNull();
    }

    @Test
    void cancelling_reaches_the_call_in_flight() throws Exception {
        assumeTrue(library().isOkHttp() || caller.way().equals("sendAsync"), "nothing to cancel it by");
        CountDownLatch never = new CountDownLatch(1);
        laboratory.gateway.answer(Answer.text("late").heldBy(never));
        String name = "cancelled " + caller.way();
        application.child().begin(name, "default", get("http://rewrite.test/v1"));
        laboratory.gateway.await(1);
        application.child().cancel(name);
        Fields with = application.child().await(name);
        never.countDown();

        if (library().isOkHttp()) {
            // It closes the socket, and looks whether it was cancelled only before it would send again: which it would
            // on a connection that has been used before.
            assertThat(with.get("message.0")).isIn("Socket closed", "Canceled");
        } else {
            assertThat(with.get("exception.0")).isEqualTo("java.util.concurrent.CancellationException");
        }
        assertThat(laboratory.gateway.received()).hasSize(1);
    }

    @Test
    void interrupt_reaches_the_caller() throws Exception {
        assumeTrue(!library().isOkHttp(), "OkHttp does not see it while it waits for headers");
        assumeTrue(!caller.way().equals("sendAsync"), "join() never sees it");
        CountDownLatch never = new CountDownLatch(1);
        laboratory.gateway.answer(Answer.text("late").heldBy(never));
        String name = "interrupted " + caller.way();
        application.child().begin(name, "default", get("http://rewrite.test/v1"));
        laboratory.gateway.await(1);
        application.child().interrupt(name);
        Fields seen = application.child().await(name);
        never.countDown();

        assertThat(seen.get("exception.0")).isEqualTo("java.lang.InterruptedException");
        assertThat(laboratory.gateway.received()).hasSize(1);
    }

    @Test
    void application_s_own_timeout_stays_in_force() {
        assumeTrue(!library().isOkHttp(), "its timeouts are the client's: see OkHttpTest");
        CountDownLatch never = new CountDownLatch(1);
        laboratory.gateway.answer(Answer.text("late").heldBy(never));
        Fields seen = call(get("http://" + laboratory.fresh("retry.test") + ":" + laboratory.gateway.port())
                .with("timeout", 1_000));
        never.countDown();

        assertThat(seen.get("exception.text")).containsAnyOf("HttpTimeoutException", "HttpConnectTimeoutException");
        assertThat(seen.number("elapsed", 0)).isLessThan(50_000);
    }
}
