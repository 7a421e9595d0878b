package dev.detour.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.detour.exchange.Url;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxiesTest {
    @Test
    void nothing_set_is_direct() {
        assertThat(proxy(Map.of(), "https://api.example.com")).isEqualTo("direct");
    }

    @Test
    void each_scheme_has_its_variable() {
        Map<String, String> variables = Map.of("HTTPS_PROXY", "http://s:1", "HTTP_PROXY", "http://p:2");

        assertThat(proxy(variables, "https://api.example.com")).isEqualTo("http://s:1");
        assertThat(proxy(variables, "http://api.example.com")).isEqualTo("http://p:2");
    }

    @Test
    void all_proxy_stands_in_for_what_is_missing_or_empty() {
        Map<String, String> variables =
                Map.of("ALL_PROXY", "socks5://a", "https_proxy", "", "HTTPS_PROXY", "", "http_proxy", "http://p:2");

        assertThat(proxy(variables, "https://api.example.com")).isEqualTo("socks5://a:1080");
        assertThat(proxy(variables, "http://api.example.com")).isEqualTo("http://p:2");
    }

    @Test
    void the_lower_case_wins() {
        Map<String, String> variables = Map.of(
                "HTTPS_PROXY", "http://upper", "https_proxy", "http://lower", "NO_PROXY", "*", "no_proxy", "other");

        assertThat(proxy(variables, "https://api.example.com")).isEqualTo("http://lower:80");
    }

    @Test
    void a_cgi_program_does_not_take_its_clients_proxy() {
        assertThat(proxy(Map.of("HTTP_PROXY", "http://evil", "REQUEST_METHOD", "GET"), "http://api.example.com"))
                .isEqualTo("direct");
        assertThat(proxy(Map.of("http_proxy", "http://good", "REQUEST_METHOD", "GET"), "http://api.example.com"))
                .isEqualTo("http://good:80");
        assertThat(proxy(Map.of("HTTPS_PROXY", "http://good", "REQUEST_METHOD", "GET"), "https://api.example.com"))
                .isEqualTo("http://good:80");
    }

    @Test
    void no_scheme_is_http() {
        assertThat(proxy(Map.of("https_proxy", "me:pw@proxy:3128"), "https://api.example.com"))
                .isEqualTo("http://proxy:3128");
    }

    @Test
    void a_proxy_that_cannot_be_understood_is_named_by_its_variable() {
        assertThatThrownBy(() -> EnvironmentProxies.of(Map.of("ALL_PROXY", "ftp://u:marked@proxy")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ALL_PROXY: ")
                .hasMessageNotContaining("marked");
    }

    @Test
    void shows_no_secrets() {
        assertThat(EnvironmentProxies.of(Map.of("HTTPS_PROXY", "http://u:marked@proxy", "NO_PROXY", "a, b")))
                .hasToString("environment (https: http://proxy:80, http: direct, except: a, b)");
    }

    /** By the manuals of curl and Go, and the tests of golang.org/x/net/http/httpproxy. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                      | https://example.com           | proxy",
                "'  , ,'                 | https://example.com           | proxy",
                "*                       | https://example.com           | direct",
                "'a, *'                  | https://example.com           | direct",
                "*:8080                  | https://example.com:8080      | direct",
                "*:8080                  | https://example.com           | proxy",
                "example.com             | https://example.com           | direct",
                "EXAMPLE.com             | https://Example.COM           | direct",
                "example.com             | https://api.example.com       | direct",
                "example.com             | https://notexample.com        | proxy",
                "example.com             | https://example.com.evil.org  | proxy",
                "example.com             | https://com                   | proxy",
                "example.com.            | https://example.com           | direct",
                "example.com             | https://example.com.          | direct",
                ".example.com            | https://api.example.com       | direct",
                ".example.com            | https://example.com           | direct",
                ".example.com            | https://notexample.com        | proxy",
                "*.example.com           | https://a.b.example.com       | direct",
                "*.example.com           | https://example.com           | proxy",
                "api.example.com         | https://example.com           | proxy",
                "example.com:443         | https://example.com           | direct",
                "example.com:443         | https://example.com:8443      | proxy",
                "example.com:8443        | https://api.example.com:8443  | direct",
                "example.com:x           | https://example.com           | proxy",
                "a b,c , example.com     | https://example.com           | direct",
                "a b,c , example.com     | https://b                     | direct",
                "192.0.2.1               | https://192.0.2.1             | direct",
                "192.0.2.1               | https://192.0.2.10            | proxy",
                "192.0.2.1               | https://1.192.0.2.1           | proxy",
                "2.1                     | https://192.0.2.1             | proxy",
                "192.0.2.1:8080          | https://192.0.2.1:8080        | direct",
                "192.0.2.1:8080          | https://192.0.2.1             | proxy",
                "192.0.2.0/24            | https://192.0.2.255           | direct",
                "192.0.2.0/24            | https://192.0.3.0             | proxy",
                "192.0.2.77/24           | https://192.0.2.1             | direct",
                "10.0.0.0/9              | https://10.127.0.1            | direct",
                "10.0.0.0/9              | https://10.128.0.1            | proxy",
                "0.0.0.0/0               | https://198.51.100.1          | direct",
                "0.0.0.0/0               | https://example.com           | proxy",
                "0.0.0.0/33              | https://198.51.100.1          | proxy",
                "192.0.2.0/24            | https://name.in.that.net      | proxy",
                "2001:db8::1             | https://[2001:db8::1]         | direct",
                "2001:DB8:0::1           | https://[2001:db8::1]         | direct",
                "[2001:db8::1]           | https://[2001:db8::1]         | direct",
                "[2001:db8::1]:8443      | https://[2001:db8::1]:8443    | direct",
                "[2001:db8::1]:8443      | https://[2001:db8::1]         | proxy",
                "2001:db8::/32           | https://[2001:db8:ffff::1]    | direct",
                "2001:db8::/32           | https://[2001:db9::1]         | proxy",
                "192.0.2.0/24            | https://[::ffff:192.0.2.1]    | direct",
                "''                      | https://localhost             | direct",
                "''                      | https://localhost:8443        | direct",
                "''                      | https://127.0.0.1             | direct",
                "''                      | https://127.8.8.8             | direct",
                "''                      | https://[::1]                 | direct",
                "''                      | https://my.localhost.org      | proxy",
            })
    void no_proxy(String exceptions, String url, String expected) {
        String proxy = proxy(Map.of("HTTPS_PROXY", "http://proxy", "NO_PROXY", exceptions), url);

        assertThat(proxy).isEqualTo(expected.equals("proxy") ? "http://proxy:80" : expected);
    }

    private static String proxy(Map<String, String> variables, String url) {
        ProxyServer proxy =
                EnvironmentProxies.of(variables).proxyFor(Url.parse(url).origin());
        return proxy == null ? "direct" : proxy.toString();
    }
}
