package dev.detour.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkerTest {
    @ParameterizedTest
    @CsvSource({
        "org.apache.http.impl.client.CloseableHttpClient, Apache HttpClient 4",
        "org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient, 'Apache HttpClient 5, async'",
        "reactor.netty.http.client.HttpClient, Reactor Netty",
        "com.squareup.okhttp.OkHttpClient, OkHttp 2",
        "my.shadow.org.eclipse.jetty.client.HttpClient, Jetty client",
        "io.grpc.netty.shaded.io.grpc.netty.NettyClientTransport, gRPC (shaded Netty)",
    })
    void names_a_client_by_its_class_also_where_that_was_relocated(String type, String client) {
        String marker = Marker.in(type);
        assertThat(marker).isNotNull();
        assertThat(Marker.client(String.valueOf(marker))).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({"my.HttpClient", "HttpClient", "okhttp3.OkHttpClient$Builder", "java.lang.String"})
    void says_nothing_of_other_classes(String type) {
        assertThat(Marker.in(type)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"3.11.0, true", "3.12.0, false", "4.12.0, false", "5.0.0, false"})
    void okhttp_is_covered_from_3_12_on(String release, boolean tooOld) {
        assertThat(HttpClients.isTooOld("okhttp3.OkHttpClient", release)).isEqualTo(tooOld);
    }

    @Test
    void tells_covered_clients_from_others() {
        Class<?>[] loaded = {
            java.net.http.HttpClient.newHttpClient().getClass(), okhttp3.OkHttpClient.class, String.class
        };
        Map<String, Object> all = HttpClients.among(loaded, Set.of()).document();
        assertThat(String.valueOf(all.get("covered"))).contains("client=OkHttp", "version=3.12.13");
        assertThat((List<?>) all.get("not_covered")).isEmpty();

        Map<String, Object> refused = HttpClients.among(loaded, Set.of(okhttp3.OkHttpClient.class.getClassLoader()))
                .document();
        assertThat(String.valueOf(refused.get("not_covered"))).contains("client=OkHttp 3.12.13", "loaders=1");
        assertThat(String.valueOf(refused.get("covered"))).doesNotContain("OkHttp");
    }
}
