package dev.detour.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.it.programs.Fields;
import dev.detour.it.servers.HttpProxy;
import dev.detour.it.servers.SocksProxy;
import org.junit.jupiter.api.Test;

@ForEachCaller
class ProxyTest extends CallContract {
    private static final String PASSWORD = "Basic dXNlcjpwQHNz"; // user:p@ss

    ProxyTest(Caller caller) {
        super(caller);
    }

    @Test
    void plain_calls_go_through_the_proxy() {
        String url = laboratory.gateway.url("proxied.test") + "/x?y=1";
        succeeds(get(url));

        assertThat(laboratory.proxy.asked()).containsExactly(new HttpProxy.Asked("GET", url, null));
        assertThat(laboratory.gateway.only().target()).isEqualTo("/x?y=1");
    }

    @Test
    void tls_goes_through_a_tunnel() {
        succeeds(get(laboratory.secure.url("proxied.secure.test") + "/x"));

        assertThat(laboratory.proxy.asked())
                .containsExactly(
                        new HttpProxy.Asked("CONNECT", "proxied.secure.test:" + laboratory.secure.port(), null));
        assertThat(laboratory.secure.only().sni()).isEqualTo("proxied.secure.test");
        assertThat(laboratory.secure.only().header("proxy-authorization")).isNull();
    }

    @Test
    void proxy_resolves_the_name() {
        succeeds(get("http://behind-proxy.test/x"));
        assertThat(laboratory.gateway.only().target()).isEqualTo("/x");
    }

    @Test
    void password_goes_to_the_proxy_and_no_further() {
        succeeds(get(laboratory.gateway.url("password.test") + "/x"));
        assertThat(laboratory.passwordProxy.asked())
                .last()
                .satisfies(asked -> assertThat(asked.authorization()).isEqualTo(PASSWORD));
        assertThat(laboratory.gateway.only().header("proxy-authorization")).isNull();
    }

    @Test
    void password_opens_a_tunnel_although_the_jdk_forbids_basic() {
        succeeds(get(laboratory.secure.url("password.secure.test") + "/x"));

        assertThat(laboratory.passwordProxy.asked()).last().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("CONNECT");
            assertThat(asked.authorization()).isEqualTo(PASSWORD);
        });
        assertThat(laboratory.secure.only().header("proxy-authorization")).isNull();
    }

    @Test
    void socks_carries_plain_and_tls_and_resolves_the_name() {
        succeeds(get(laboratory.gateway.url("socks.test") + "/x"));
        succeeds(get(laboratory.secure.url("socks.secure.test") + "/x"));
        succeeds(get("http://behind-socks.test/x"));

        assertThat(laboratory.socks.asked())
                .containsExactly(
                        new SocksProxy.Asked("socks.test", laboratory.gateway.port(), true, null),
                        new SocksProxy.Asked("socks.secure.test", laboratory.secure.port(), true, null),
                        new SocksProxy.Asked("behind-socks.test", 80, true, null));
    }

    @Test
    void socks_with_a_password() {
        succeeds(get(laboratory.gateway.url("socks-password.test") + "/x"));
        succeeds(get(laboratory.secure.url("socks-password.secure.test") + "/x"));

        assertThat(laboratory.passwordSocks.asked())
                .hasSize(2)
                .allSatisfy(asked -> assertThat(asked.user()).isEqualTo("user"));
    }

    @Test
    void proxy_of_the_application_stays_where_the_route_says_nothing() {
        laboratory.gateway.reset();
        assertThat(application.call("proxied", get("http://forward.test/x")).get("status"))
                .isEqualTo("200");
        assertThat(laboratory.proxy.asked()).hasSize(1);
    }

    @Test
    void direct_takes_the_application_s_proxy_away() {
        assertThat(application
                        .call("proxied", get(laboratory.gateway.url("direct.test") + "/x"))
                        .get("status"))
                .isEqualTo("200");
        assertThat(laboratory.proxy.asked()).isEmpty();
    }

    @Test
    void unmatched_calls_know_no_proxy() {
        succeeds(get(laboratory.gateway.url("unmatched.test") + "/x"));
        assertThat(laboratory.proxy.asked()).isEmpty();
        assertThat(laboratory.socks.asked()).isEmpty();
    }

    /** A fresh client each time: a pooled connection would not ask the proxy again. */
    private void succeeds(Fields call) {
        String client = application.client(Fields.none());
        Fields seen = application.call(client, call);
        assertThat(seen.get("status")).as(seen.toString()).isEqualTo("200");
    }
}
