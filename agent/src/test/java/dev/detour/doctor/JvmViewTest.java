package dev.detour.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Origin;
import dev.detour.network.ProxyServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is read out of a JVM's variables and properties. */
class JvmViewTest {
    private static final Origin VENDOR = Origin.of("https", "api.anthropic.com", 443);

    @Test
    void finds_the_proxy_that_the_properties_name() {
        JvmProxies proxies = new JvmProxies(Map.of(
                "https.proxyHost", "proxy.corp", "https.proxyPort", "3128", "http.nonProxyHosts", "*.inner|localhost"));
        assertThat(proxies.proxyFor(VENDOR)).hasToString("http://proxy.corp:3128");
        assertThat(proxies.proxyFor(Origin.of("https", "x.inner", 443))).isNull();
        assertThat(proxies.proxyFor(Origin.of("http", "api.anthropic.com", 80))).isNull();
    }

    @Test
    void finds_a_socks_proxy() {
        assertThat(new JvmProxies(Map.of("socksProxyHost", "127.0.0.1")).proxyFor(VENDOR))
                .isEqualTo(ProxyServer.parse("socks5://127.0.0.1:1080"));
    }

    @Test
    void shows_what_differs_from_the_shell_and_no_key() {
        JvmView shell = JvmView.of(
                null, Map.of("HTTPS_PROXY", "http://a:1", "OPENAI_API_KEY", "the-same"), Map.of(), List.of());
        JvmView jvm = JvmView.of(
                null,
                Map.of(
                        "HTTPS_PROXY",
                        "orders:pass-word@b:2",
                        "OPENAI_API_KEY",
                        "the-same",
                        "X_AUTH_TOKEN",
                        "secret-token\n"),
                Map.of(),
                List.of("-javaagent:other.jar"));
        List<Finding> findings = new Surroundings(shell, jvm).look();
        assertThat(findings)
                .anySatisfy(finding ->
                        assertThat(finding.facts()).containsEntry("HTTPS_PROXY", "JVM: ***@b:2, shell: http://a:1"))
                .anySatisfy(finding -> assertThat(finding.facts()).containsEntry("agents", "-javaagent:other.jar"))
                .anySatisfy(finding -> {
                    assertThat(finding.remark()).isEqualTo(Remark.KEY_MALFORMED);
                    assertThat(finding.facts())
                            .containsEntry("OPENAI_API_KEY", "8 characters")
                            .containsEntry("X_AUTH_TOKEN", "13 characters; in this shell not set");
                })
                .allSatisfy(finding -> assertThat(finding.facts().values().toString() + finding.summary())
                        .doesNotContain("the-same", "secret-token"));
    }

    @Test
    void counts_clients_in_the_table_of_jcmd() {
        Finding finding = LiveClients.counted("""
                 num     #instances         #bytes  class name (module)
                   1:             2            160  jdk.internal.net.http.HttpClientImpl (java.net.http@17)
                   2:             7            160  java.lang.String (java.base@17)
                   3:             1            160  okhttp3.OkHttpClient
                """);
        assertThat(finding.facts()).containsExactly(Map.entry("java.net.http", "2"), Map.entry("OkHttp", "1"));
    }
}
