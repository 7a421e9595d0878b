package dev.detour.doctor;

import com.google.auto.value.AutoValue;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the user wants to know, as said on the command line. May hold passwords of proxies. */
@AutoValue
public abstract class Wishes {
    public abstract String url();

    /** Null: what the JVM that is meant would read itself. */
    public abstract @Nullable String config();

    /** Null: this command's own JVM. */
    public abstract @Nullable String pid();

    public abstract List<String> proxies();

    public abstract List<String> resolvers();

    /** The URL of a resolver; null: not asked. */
    public abstract @Nullable String dnsOverHttps();

    /** Null: by route, host or URL. */
    public abstract @Nullable String provider();

    /** For each thing that may hang. */
    public abstract Duration timeout();

    /** Null: no connection is held. */
    public abstract @Nullable Duration idle();

    public abstract int repeat();

    /** Null: nothing is sent that costs money. */
    public abstract @Nullable String model();

    /** Null: the one that the provider's own SDKs read. */
    public abstract @Nullable String keyVariable();

    public static Builder of(String url) {
        return new AutoValue_Wishes.Builder()
                .url(url)
                .proxies(List.of())
                .resolvers(List.of())
                .timeout(Duration.ofSeconds(10))
                .repeat(1);
    }

    /** Tells nothing that may be secret. */
    @Override
    public final String toString() {
        return "Wishes{" + proxies().size() + " proxies}";
    }

    /** Puts them together. */
    @AutoValue.Builder
    public abstract static class Builder {
        abstract Builder url(String url);

        public abstract Builder config(@Nullable String file);

        public abstract Builder pid(@Nullable String pid);

        public abstract Builder proxies(List<String> proxies);

        public abstract Builder resolvers(List<String> resolvers);

        public abstract Builder dnsOverHttps(@Nullable String url);

        public abstract Builder provider(@Nullable String provider);

        public abstract Builder timeout(Duration timeout);

        public abstract Builder idle(@Nullable Duration idle);

        public abstract Builder repeat(int rounds);

        public abstract Builder model(@Nullable String model);

        public abstract Builder keyVariable(@Nullable String name);

        public abstract Wishes build();
    }
}
