package dev.detour.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Attempt;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import dev.detour.exchange.Url;
import java.io.EOFException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CeilingTest {
    private static final String URL = "https://api.test/v1";

    @ParameterizedTest
    @CsvSource({
        "29.96, 30, 30.0",
        "60, 60, 60.0",
        "60.1, 60, 60.1",
        "60.79, 60, 60.8",
        "100.4, 100, 100.4",
        "603.2, 600, 603.2"
    })
    void a_cut_near_a_known_ceiling_names_both(double seconds, int ceiling, String told) {
        assertThat(hint(FailureKind.BODY_TRUNCATED, seconds))
                .isEqualTo("It was cut after " + told + " s, probably by a ceiling of " + ceiling
                        + " s on the way: ask for a longer one, or for a stream. ");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 29.9, 31, 45, 59.9, 61, 595, 604, 100_000})
    void any_other_time_says_nothing(double seconds) {
        assertThat(hint(FailureKind.BODY_RESET, seconds)).isEmpty();
    }

    @Test
    void a_timer_of_the_clients_own_is_no_ceiling() {
        assertThat(hint(FailureKind.IDLE_TIMEOUT, 60)).isEmpty();
        assertThat(hint(FailureKind.FIRST_BYTE_TIMEOUT, 60)).isEmpty();
        assertThat(Ceiling.hint(FailureKind.BODY_RESET, null)).isEmpty();
    }

    private static String hint(FailureKind kind, double seconds) {
        return Ceiling.hint(kind, Duration.ofMillis(Math.round(seconds * 1000)));
    }

    @Test
    void the_classifier_tells_how_long_it_took() {
        Ticker later = new Ticker() {
            @Override
            public long nanos() {
                return Duration.ofMillis(65_100).toNanos();
            }

            @Override
            public Instant now() {
                return Instant.EPOCH;
            }
        };
        Classifier classifier = new Classifier(Providers.KNOWN, Secrets.of(Set.of(), Set.of(), Set.of()), later);
        Attempt attempt =
                new Attempt(1, Url.parse(URL), null, Duration.ofSeconds(5).toNanos());
        attempt.deliver();

        Throwable cut = new EOFException("fixed content-length: 9, bytes received: 3");

        Failure failure = Objects.requireNonNull(classifier.classify(attempt, Outcome.failed(cut), asked(), null));

        assertThat(failure.kind()).isEqualTo(FailureKind.BODY_TRUNCATED);
        assertThat(failure.hint())
                .startsWith("It was cut after 60.1 s, probably by a ceiling of 60 s")
                .endsWith(failure.kind().hint());
    }

    private static FakeAsked asked() {
        return FakeAsked.by("java.net.http", URL);
    }
}
