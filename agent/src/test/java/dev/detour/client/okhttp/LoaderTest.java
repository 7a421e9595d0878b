package dev.detour.client.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.client.okhttp.Application.Ask;
import dev.detour.network.NetworkSettings;
import dev.detour.network.ProxyChoice;
import dev.detour.network.ProxyServer;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who keeps whom alive. */
class LoaderTest {
    @SuppressWarnings("unused") // by the parameters of each test
    static final List<String> RELEASES = InstrumentedOkHttp.RELEASES;

    private static final String VENDOR = "http://api.vendor.test";

    /** All that may sit in a connection: a resolver, a socket factory, a password, extra roots. */
    @ParameterizedTest
    @FieldSource("RELEASES")
    void an_adapter_goes_with_the_agent_while_its_connections_live_on(String release) throws Exception {
        Authority company = new Authority("Company");
        try (Gateway gateway = Gateway.secure(company.server("gateway.test"), (n, exchange) -> Gateway.ok(exchange));
                Relay relay = Relay.connect(gateway.port(), "Basic dXNlcjpwYXNz")) {
            ProxyServer proxy = ProxyServer.of(ProxyServer.Kind.HTTP, "proxy.test", relay.port(), "user", "pass");
            NetworkSettings network = NetworkSettings.builder()
                    .proxy(ProxyChoice.of(proxy))
                    .hosts(Map.of("proxy.test", List.of(InetAddress.getLoopbackAddress())))
                    .keepAlive(Duration.ofSeconds(30))
                    .trust(List.of(company.root))
                    .build();
            try (InstrumentedOkHttp okhttp =
                    InstrumentedOkHttp.of(release, Routed.calls(VENDOR, "https://gateway.test", network))) {
                Ask ask = new Ask();
                ask.url = VENDOR + "/v1";
                assertThat(okhttp.application().ask(ask).failure).isNull();
                assertThat(okhttp.faults).isEmpty();
                ReferenceQueue<Object> collected = new ReferenceQueue<>();
                WeakReference<Object> loader = new WeakReference<>(loaderOf(okhttp), collected);
                assertThat(loader.get()).isInstanceOf(AdapterLoader.class);

                okhttp.disconnect();

                assertThat(isCollected(collected)).isTrue();
                assertThat(relay.asked).hasSize(1);
            }
        }
    }

    private static ClassLoader loaderOf(InstrumentedOkHttp okhttp) throws ClassNotFoundException {
        Class<?> address = Class.forName("okhttp3.Address", false, okhttp.loader());
        return okhttp.adapters.of(address).getClass().getClassLoader();
    }

    /** A call that fails before it connects, because OkHttp's own threads outlive one that does. */
    @ParameterizedTest
    @FieldSource("RELEASES")
    void an_application_goes_while_the_agent_stays(String release) throws Exception {
        NetworkSettings network =
                NetworkSettings.builder().keepAlive(Duration.ofSeconds(30)).build();
        try (InstrumentedOkHttp okhttp =
                InstrumentedOkHttp.of(release, Routed.calls(VENDOR, "http://gateway.invalid", network))) {
            Ask ask = new Ask();
            ask.url = VENDOR + "/v1";
            assertThat(okhttp.application().ask(ask).failure).isNotNull();
            assertThat(okhttp.faults).isEmpty();
            ReferenceQueue<Object> collected = new ReferenceQueue<>();
            WeakReference<Object> loader = new WeakReference<>(okhttp.loader(), collected);
            assertThat(loader.get()).isNotNull();

            okhttp.forgetApplication();

            assertThat(isCollected(collected)).isTrue();
        }
    }

    private static boolean isCollected(ReferenceQueue<Object> queue) throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            System.gc();
            if (queue.remove(250) != null) {
                return true;
            }
        }
        return false;
    }
}
