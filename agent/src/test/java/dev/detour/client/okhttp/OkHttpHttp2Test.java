package dev.detour.client.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.client.okhttp.Application.Answer;
import dev.detour.client.okhttp.Application.Ask;
import dev.detour.network.NetworkSettings;
import dev.detour.network.Timeouts;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Edits;
import dev.detour.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** HTTP/2, whose connections calls share, with each release of OkHttp. */
class OkHttpHttp2Test {
    @SuppressWarnings("unused") // by the parameters of each test
    static final List<String> RELEASES = InstrumentedOkHttp.RELEASES;

    private static final String VENDOR = "http://api.vendor.test";

    private final Telemetry telemetry = Routed.silent();

    private static Ask post() {
        Ask ask = new Ask();
        ask.url = VENDOR + "/v1";
        ask.method = "POST";
        ask.body = "a body";
        ask.priorKnowledge = true;
        return ask;
    }

    private Answer made(String release, RawHttp2Server server, NetworkSettings network, Ask ask) {
        try (InstrumentedOkHttp okhttp = InstrumentedOkHttp.of(
                release, Routed.calls(VENDOR, server.url(), network, Edits.none(), RetryPolicy.never(), telemetry))) {
            Answer answer = okhttp.application().ask(ask);
            assertThat(okhttp.faults).isEmpty();
            return answer;
        }
    }

    @ParameterizedTest
    @FieldSource("RELEASES")
    void a_late_first_byte_ends_the_stream_and_not_the_connection(String release) {
        try (RawHttp2Server server = new RawHttp2Server(wire -> wire.next(RawHttp2Server.RST_STREAM))) {
            NetworkSettings network = NetworkSettings.builder()
                    .timeouts(Timeouts.of(null, Duration.ofMillis(200), null, null))
                    .build();

            Answer answer = made(release, server, network, post());

            assertThat(answer.failure).isNotNull();
            assertThat(server.over.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(RawHttp2Server.RST_STREAM);
            assertThat(telemetry.totals().byKind()).containsOnlyKeys("first_byte_timeout");
        }
    }
}
