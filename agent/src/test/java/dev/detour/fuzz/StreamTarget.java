package dev.detour.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Outcome;
import dev.detour.exchange.Ticker;
import dev.detour.failure.Classifier;
import dev.detour.failure.EventStream;
import dev.detour.failure.Failure;
import dev.detour.failure.Providers;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event stream that passes: in one piece, and byte by byte, which must make no difference. */
final class StreamTarget implements Target {
    private final Classifier classifier = new Classifier(Providers.KNOWN, Planted.secrets(), Ticker.SYSTEM);

    @Override
    public void take(byte[] input) {
        String url =
                input.length % 2 == 0 ? "https://api.anthropic.com/v1/messages" : "https://api.openai.com/v1/responses";
        EventStream whole = stream(url);
        whole.passed(ByteBuffer.wrap(input));
        EventStream pieces = stream(url);
        for (int i = 0; i < input.length; i++) {
            pieces.passed(ByteBuffer.wrap(input, i, 1));
        }
        assertThat(said(pieces.error())).isEqualTo(said(whole.error()));
        Failure end = whole.ended();
        assertThat(said(pieces.ended())).isEqualTo(said(end));
        Planted.mustNotBeIn(said(end), new String(input, UTF_8));
    }

    private EventStream stream(String url) {
        Map<String, String> head = Map.of("content-type", "text/event-stream");
        return Objects.requireNonNull(
                classifier.events(Outcome.answered(200, head::get), Planted.asked("okhttp", url), null));
    }

    private static @Nullable String said(@Nullable Failure failure) {
        return failure == null ? null : failure.code() + " " + failure.message();
    }
}
