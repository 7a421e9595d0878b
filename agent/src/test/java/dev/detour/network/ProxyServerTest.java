package dev.detour.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyServerTest {
    @ParameterizedTest
    @CsvSource({
        "http://proxy.example.com:8080, http://proxy.example.com:8080",
        "HTTP://Proxy.Example.com:8080/, http://proxy.example.com:8080",
        "http://proxy, http://proxy:80",
        "http://proxy:, http://proxy:80",
        "socks5://10.0.0.1, socks5://10.0.0.1:1080",
        "socks5h://proxy:9050, socks5://proxy:9050",
        "socks://proxy, socks5://proxy:1080",
        "http://[::1]:3128, http://[::1]:3128",
        "socks5://[fd00::1], socks5://[fd00::1]:1080",
        "http://user:secret@proxy:3128/ignored?q#f, http://proxy:3128",
    })
    void reads_kind_host_and_port(String text, String shown) {
        assertThat(ProxyServer.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "http://proxy, null, null",
                "http://@proxy, null, null",
                "http://me@proxy, me, null",
                "http://me:@proxy, me, ''",
                "http://me:s3cret@proxy, me, s3cret",
                "http://me%40corp:a%3Ab%2F%25%20+@proxy, me@corp, 'a:b/% +'",
                "http://me:a:b@proxy, me, a:b",
                "http://me:a@b@proxy, me, a@b",
                "socks5://m%C3%BCller:%E2%82%AC@proxy, müller, €",
            })
    void reads_user_and_password(String text, String user, String password) {
        ProxyServer proxy = ProxyServer.parse(text);

        assertThat(proxy.user()).isEqualTo(user);
        assertThat(proxy.password()).isEqualTo(password);
        assertThat(proxy.host()).isEqualTo("proxy");
    }

    @Test
    void shows_neither_user_nor_password() {
        assertThat(ProxyServer.parse("http://marked-user:marked-secret@proxy:1"))
                .hasToString("http://proxy:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "marked",
                "http://u:marked@",
                "http://u:marked@proxy:port",
                "http://u:marked@proxy:0",
                "http://u:marked@proxy:65536",
                "http://u:marked@pro xy",
                "http://u:marked@::1",
                "http://u:marked@[nonsense]:1",
                "http://u:marked%zz@proxy",
                "http://u:marked%f@proxy",
                "http://u:marked%ff@proxy",
                "http://:marked@proxy",
                "http://u:marked/x@proxy",
                "http://u:mar#ked@proxy",
                "marked://proxy",
                "https://u:marked@proxy",
                "socks4://u:marked@proxy",
            })
    void refuses_what_it_cannot_be_without_telling_secrets(String text) {
        assertThatThrownBy(() -> ProxyServer.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContainingAny("marked", "mar#ked");
    }

    @Test
    void says_that_https_proxies_are_not_supported() {
        assertThatThrownBy(() -> ProxyServer.parse("https://proxy"))
                .hasMessageContaining("https:// proxies")
                .hasMessageContaining("not supported");
    }

    @Test
    void refuses_a_password_that_socks_cannot_carry() {
        String longest = "x".repeat(256);

        assertThat(ProxyServer.parse("http://u:" + longest + "@proxy").password())
                .isEqualTo(longest);
        assertThatThrownBy(() -> ProxyServer.parse("socks5://u:" + longest + "@proxy"))
                .hasMessageContaining("password is longer");
    }

    @Test
    void basic_credentials_are_in_utf_8() {
        // RFC 7617, section 2.1.
        assertThat(BasicCredentials.of("test", "123£")).isEqualTo("Basic dGVzdDoxMjPCow==");
        assertThat(BasicCredentials.of(ProxyServer.parse("http://Aladdin:open%20sesame@proxy")))
                .isEqualTo("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
        assertThat(BasicCredentials.of(ProxyServer.parse("http://me@proxy"))).isEqualTo("Basic bWU6");
        assertThat(BasicCredentials.of(ProxyServer.parse("http://proxy"))).isNull();
    }
}
