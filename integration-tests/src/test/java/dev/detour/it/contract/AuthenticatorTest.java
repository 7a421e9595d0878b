package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Gateway;
import dev.detour.it.servers.HttpProxy;
import dev.detour.it.servers.Received;
import org.junit.jupiter.api.Test;

/** The application's client asks an authenticator of its own for passwords, and remembers them (java.net.http). */
@ForEachCaller
class AuthenticatorTest extends CallContract {
    private static final String PASSWORD = "Basic YXBwbGljYXRpb246c2VjcmV0"; // application:secret

    private final String client = application.client(Fields.none().with("authenticator", "application:secret"));

    AuthenticatorTest(Caller caller) {
        super(caller);
    }

    /** Lets in who has any password. */
    static Answer guarded(Received request) {
        return request.header("authorization") == null ? denied() : Answer.text("welcome");
    }

    private static Answer denied() {
        return Answer.of(401).header("www-authenticate", "Basic realm=\"gateway\"");
    }

    @Test
    void strip_hands_the_401_back() {
        laboratory.gateway.answer(AuthenticatorTest::guarded);

        assertThat(statusOf(get("http://strip.test/v1"))).isEqualTo("401");
        gotNoPassword(laboratory.gateway);
    }

    @Test
    void strip_hands_back_a_401_that_asks_for_nothing() {
        laboratory.gateway.answer(Answer.of(401));

        assertThat(statusOf(get("http://strip.test/v1"))).isEqualTo("401");
        gotNoPassword(laboratory.gateway);
    }

    @Test
    void strip_keeps_back_what_a_path_that_forwards_has_taught_the_client() {
        laboratory.gateway.answer(AuthenticatorTest::guarded);
        assertThat(statusOf(get("http://forward.test/v1/a"))).isEqualTo("200");
        laboratory.gateway.forget();

        assertThat(statusOf(get("http://strip.test/v1/a"))).isEqualTo("401");
        gotNoPassword(laboratory.gateway);
    }

    @Test
    void forward_lets_the_authenticator_work() {
        laboratory.gateway.answer(AuthenticatorTest::guarded);

        assertThat(statusOf(get("http://forward.test/v1"))).isEqualTo("200");
        assertThat(laboratory.gateway.received())
                .extracting(received -> received.header("authorization"))
                .containsExactly(null, PASSWORD);
        assertThat(statusOf(get("http://forward.test/v1"))).isEqualTo("200");
    }

    @Test
    void redirect_to_another_origin_hands_its_401_back() {
        for (int status : new int[] {302, 307}) {
            laboratory.gateway.answer(Answer.redirect(status, laboratory.other.url("gateway.test") + "/there"));
            laboratory.other.answer(AuthenticatorTest::guarded);

            assertThat(statusOf(get("http://forward.test/v1"))).isEqualTo("401");
            gotNoPassword(laboratory.other);
        }
    }

    @Test
    void another_origin_gets_no_password_that_the_first_has_asked_for() {
        Answer away = Answer.redirect(307, laboratory.other.url("gateway.test") + "/there");
        laboratory.gateway.answer(request -> request.header("authorization") == null ? denied() : away);

        assertThat(statusOf(get("http://forward.test/v1"))).isEqualTo("200");
        assertThat(statusOf(get(laboratory.other.url("gateway.test") + "/there")))
                .isEqualTo("200");
        assertThat(laboratory.other.received()).hasSize(2);
        gotNoPassword(laboratory.other);
    }

    @Test
    void proxy_of_ours_gets_no_password_of_the_application() {
        assertThat(statusOf(get(laboratory.gateway.url(laboratory.fresh("locked-proxy.test")))))
                .isEqualTo("407");
        application.call(client, get(laboratory.secure.url(laboratory.fresh("locked-proxy.test"))));

        assertThat(laboratory.lockedProxy.asked())
                .extracting(HttpProxy.Asked::method)
                .contains("GET", "CONNECT");
        assertThat(laboratory.lockedProxy.asked())
                .extracting(HttpProxy.Asked::authorization)
                .containsOnlyNulls();
    }

    @Test
    void proxy_of_the_application_gets_its_password() {
        String proxied = application.client(Fields.none()
                .with("authenticator", "nobody:knows")
                .with("proxy", "127.0.0.1:" + laboratory.lockedProxy.port()));

        assertThat(application.call(proxied, get("http://forward.test/v1")).get("status"))
                .isEqualTo("200");
        assertThat(laboratory.gateway.only().header("proxy-authorization")).isNull();
    }

    private String statusOf(Fields call) {
        Fields seen = application.call(client, call);
        return seen.get("status", seen.toString());
    }

    private static void gotNoPassword(Gateway gateway) {
        assertThat(gateway.received()).isNotEmpty().allSatisfy(received -> {
            assertThat(received.header("authorization")).isNull();
            assertThat(received.header("proxy-authorization")).isNull();
        });
    }
}
