package dev.detour.config;

import com.google.auto.value.AutoValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of loading: a configuration, or the faults that stand against it. Nothing in it shows a secret. */
@AutoValue
public abstract class Loaded {
    public abstract Source source();

    /** Null where there are faults: then nothing of it counts. */
    public abstract @Nullable Configuration configuration();

    /** All that is wrong, in the order of the file. */
    public abstract List<Fault> faults();

    /**
     * Variables of other tools that mean nothing and were left out, one line each: to be told on standard error, and a
     * reason to stop where the user asked to be strict. The configuration holds without them.
     */
    public abstract List<String> leftOut();

    /** What is legal and odd, one line each: told by {@code check} and {@code status}. */
    public abstract List<String> warnings();

    /** Every value in force, and where it came from. Empty where there are faults. */
    public abstract List<Setting> settings();

    /** How often to look for a change; zero: never. Where the rest is wrong, as far as this could be read. */
    public abstract Duration reload();

    /** The files that were read, with the digests of their contents. */
    abstract Map<String, String> digests();

    static Loaded of(
            Source source,
            @Nullable Configuration configuration,
            List<Fault> faults,
            List<String> leftOut,
            List<String> warnings,
            List<Setting> settings,
            Duration reload,
            Map<String, String> digests) {
        return new AutoValue_Loaded(
                source,
                configuration,
                List.copyOf(faults),
                List.copyOf(leftOut),
                List.copyOf(warnings),
                List.copyOf(settings),
                reload,
                Map.copyOf(digests));
    }

    /** Whether there is a configuration. */
    public final boolean isGood() {
        return configuration() != null;
    }

    /** Without the configuration, which holds secrets. */
    @Override
    public final String toString() {
        return "Loaded{" + source() + ", " + faults().size() + " faults}";
    }
}
