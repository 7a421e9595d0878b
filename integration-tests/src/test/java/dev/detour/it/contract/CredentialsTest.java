package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Received;
import java.util.List;
import org.junit.jupiter.api.Test;

@ForEachCaller
class CredentialsTest extends CallContract {
    private static final List<String> CREDENTIALS = List.of(
            "authorization", "cookie", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "x-house-key");

    CredentialsTest(Caller caller) {
        super(caller);
    }

    @Test
    void strip_takes_every_credential_away_and_nothing_else() {
        call(withCredentials(get("http://strip.test/v1?key=1&model=m&api_key=2&access_token=3&KEY=4"))
                .with("header.x-kept", "yes"));

        Received received = laboratory.gateway.only();
        assertThat(CREDENTIALS)
                .allSatisfy(name -> assertThat(received.header(name)).as(name).isNull());
        assertThat(received.header("x-kept")).isEqualTo("yes");
        assertThat(received.target()).isEqualTo("/v1?model=m&KEY=4");
    }

    @Test
    void forward_keeps_them() {
        call(withCredentials(get("http://forward.test/v1?key=1&model=m")));

        Received received = laboratory.gateway.only();
        assertThat(CREDENTIALS.stream().filter(name -> !name.equals("proxy-authorization")))
                .allSatisfy(name -> assertThat(received.header(name)).isEqualTo("application " + name));
        assertThat(received.target()).isEqualTo("/v1?key=1&model=m");
    }

    @Test
    void headers_are_set_replaced_and_removed() {
        call(get("http://replace.test/v1")
                .with("header.X-Api-Key", "application")
                .with("header.authorization", "Bearer application")
                .with("header.x-team", "1\n2")
                .with("header.X-OLD", "gone"));

        Received received = laboratory.gateway.only();
        assertThat(received.header("x-api-key")).isEqualTo("gateway-key");
        assertThat(received.header("x-team")).isEqualTo("orders");
        assertThat(received.header("x-old")).isNull();
        assertThat(received.header("authorization")).isNull();
    }

    @Test
    void query_values_are_set_replaced_and_removed() {
        call(get("http://replace.test/v1?a=1&old=x&team=mine&b=%2F"));
        call(get("http://replace.test/v1"));

        assertThat(laboratory.gateway.received().get(0).target())
                .doesNotContain("old", "mine")
                .contains("a=1", "b=%2F")
                .containsPattern("team=a(%20|\\+)b");
        assertThat(laboratory.gateway.received().get(1).target()).matches("/v1\\?team=a(%20|\\+)b");
    }

    @Test
    void headers_of_a_path_win_by_name() {
        call(get("http://inherit.test/v1"));

        assertThat(laboratory.gateway.only().header("x-team")).isEqualTo("path");
        assertThat(laboratory.gateway.only().header("x-kept")).isEqualTo("route");
    }

    @Test
    void key_of_the_gateway_is_not_shown_to_the_application() {
        Fields seen = call(get("http://replace.test/v1").with("header.x-api-key", "application"));

        assertThat(seen.get("request.header.x-api-key")).isEqualTo("application");
        assertThat(seen.toString()).doesNotContain("gateway-key");
    }

    @Test
    void redirect_to_another_origin_carries_no_credential() {
        for (int status : new int[] {302, 307, 308}) {
            laboratory.reset();
            laboratory.gateway.answer(Answer.redirect(status, laboratory.other.url("gateway.test") + "/there"));
            Fields seen = call(withCredentials(get("http://forward.test/v1")));

            assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
            assertThat(CREDENTIALS)
                    .allSatisfy(name -> assertThat(laboratory.other.only().header(name))
                            .as(name)
                            .isNull());
        }
    }

    @Test
    void redirect_to_another_origin_carries_no_key_of_ours() {
        laboratory.gateway.answer(
                Answer.redirect(307, laboratory.other.url("gateway.test") + "/there?team=a%20b&key=1&x=2"));
        call(get("http://replace.test/v1").with("header.x-api-key", "application"));

        Received there = laboratory.other.only();
        assertThat(there.header("x-api-key")).isNull();
        assertThat(there.target()).doesNotContain("key=1").contains("x=2");
    }

    @Test
    void redirect_within_the_origin_keeps_them() {
        laboratory.gateway.answerNext(Answer.redirect(302, laboratory.gateway.url("gateway.test") + "/v2"));
        call(get("http://replace.test/v1"));

        assertThat(laboratory.gateway.received()).hasSize(2);
        assertThat(laboratory.gateway.received().get(1).header("x-api-key")).isEqualTo("gateway-key");
    }

    private static Fields withCredentials(Fields call) {
        Fields with = call;
        for (String name : CREDENTIALS) {
            with = with.with("header." + name, "application " + name);
        }
        return with;
    }
}
