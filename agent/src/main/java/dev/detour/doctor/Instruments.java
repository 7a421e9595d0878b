package dev.detour.doctor;

import com.google.auto.value.AutoValue;
import dev.detour.exchange.Ticker;
import dev.detour.failure.Classifier;
import dev.detour.failure.Providers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every probe works with. */
@AutoValue
abstract class Instruments {
    /** For each thing that may hang. */
    abstract Duration timeout();

    /** How long a connection is held; null: not asked for. */
    abstract @Nullable Duration idle();

    /** Null: nothing is sent that costs. */
    abstract @Nullable Paid paid();

    abstract List<Resolver> resolvers();

    abstract TrustStore trustStore();

    abstract Classifier classifier();

    abstract Providers providers();

    abstract Ticker ticker();

    static Builder builder() {
        return new AutoValue_Instruments.Builder().ticker(Ticker.SYSTEM);
    }

    final Api api() {
        return new Api(providers());
    }

    @AutoValue.Builder
    abstract static class Builder {
        abstract Builder timeout(Duration timeout);

        abstract Builder idle(@Nullable Duration idle);

        abstract Builder paid(@Nullable Paid paid);

        abstract Builder resolvers(List<Resolver> resolvers);

        abstract Builder trustStore(TrustStore store);

        abstract Builder classifier(Classifier classifier);

        abstract Builder providers(Providers providers);

        abstract Builder ticker(Ticker ticker);

        abstract Instruments build();
    }
}
