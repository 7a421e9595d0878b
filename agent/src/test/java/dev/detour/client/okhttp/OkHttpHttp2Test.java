package dev.detour.client.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.client.okhttp.Application.Answer;
import dev.detour.client.okhttp.Application.Ask;
import dev.detour.network.NetworkSettings;
import dev.detour.network.Timeouts;
import dev.detour.retry.RetryPolicy;
import dev.detour.route.Edits;
import dev.detour.telemetry.Telemetry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** HTTP/2, whose connections calls share, with each release of OkHttp. */
class OkHttpHttp2Test {
    @SuppressWarnings("unused") // by the parameters of each test
    static final List<String> RELEASES = InstrumentedOkHttp.RELEASES;

    /** OkHttp 3 keeps to itself what its reader met: its writer waits for the end of the time that reading may take. */
    @SuppressWarnings("unused")
    static final List<String> TELLING =
            RELEASES.stream().filter(release -> !release.startsWith("3.")).collect(Collectors.toList());

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
            // OkHttp resets a stream from a thread of its own: what closes the client may come before it.
            server.over
                    .orTimeout(20, TimeUnit.SECONDS)
                    .handle((found, failure) -> found)
                    .join();
            assertThat(okhttp.faults).isEmpty();
            return answer;
        }
    }

    /** The client's reader ends the connection while its writer has still to end the body. */
    @ParameterizedTest
    @FieldSource("TELLING")
    void garbage_is_named_even_where_the_writer_is_the_one_that_fails(String release) {
        try (RawHttp2Server server = new RawHttp2Server(wire -> {
            wire.next(RawHttp2Server.DATA);
            wire.out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            wire.awaitEnd();
            return 0;
        })) {
            Ask ask = post();
            ask.onBodyWritten = server.over::join;

            Answer answer = made(release, server, NetworkSettings.none(), ask);

            assertThat(answer.failure).hasMessage("closed");
            assertThat(telemetry.totals().byKind()).containsOnlyKeys("bad_response");
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
            assertThat(server.over.join()).isEqualTo(RawHttp2Server.RST_STREAM);
            assertThat(telemetry.totals().byKind()).containsOnlyKeys("first_byte_timeout");
        }
    }
}
