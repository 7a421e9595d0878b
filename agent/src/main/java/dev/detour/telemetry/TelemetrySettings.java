package dev.detour.telemetry;

import com.google.auto.value.AutoValue;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is told, and where to. The defaults are the contract's. */
@AutoValue
public abstract class TelemetrySettings {
    /** Which lines go to standard error. */
    public enum Log {
        OFF,
        FAILURES,
        CALLS
    }

    /** The name that events carry. */
    public abstract String service();

    public abstract Log log();

    /** A first byte later than this is reported; null: none is. */
    public abstract @Nullable Duration slow();

    /** The events file; null: none is written. */
    public abstract @Nullable String eventsFile();

    /** Bytes after which the events file is rotated. */
    public abstract long eventsMaxSize();

    /** Rotated events files that are kept. */
    public abstract int eventsKeep();

    /** {@code host:port} of the Prometheus endpoint; null: none. */
    public abstract @Nullable String prometheus();

    /** The URL that metrics are posted to by OTLP; null: none. */
    public abstract @Nullable String otlpEndpoint();

    /** Headers for the OTLP endpoint; the values may be secrets. */
    public abstract Map<String, String> otlpHeaders();

    /** How often metrics are sent to the OTLP endpoint. */
    public abstract Duration otlpInterval();

    public abstract boolean jmx();

    public abstract boolean jfr();

    /** Whether events tell the start of the body of an answer that is a failure, secrets removed. */
    public abstract boolean bodies();

    /** Without the values of headers, which may be secrets. */
    @Override
    public final String toString() {
        return "TelemetrySettings{service=" + service() + ", log=" + log() + ", slow=" + slow() + ", events="
                + eventsFile()
                + ", prometheus=" + prometheus() + ", otlp=" + otlpEndpoint() + " "
                + otlpHeaders().keySet() + ", jmx=" + jmx() + ", jfr=" + jfr() + ", bodies=" + bodies() + "}";
    }

    public static Builder builder() {
        return new AutoValue_TelemetrySettings.Builder()
                .service("java")
                .log(Log.FAILURES)
                .eventsMaxSize(100L << 20)
                .eventsKeep(5)
                .otlpHeaders(Map.of())
                .otlpInterval(Duration.ofMinutes(1))
                .jmx(true)
                .jfr(true)
                .bodies(false);
    }

    /** What holds where the configuration says nothing. */
    public static TelemetrySettings defaults() {
        return builder().build();
    }

    @AutoValue.Builder
    public abstract static class Builder {
        public abstract Builder service(String name);

        public abstract Builder log(Log log);

        public abstract Builder slow(@Nullable Duration slow);

        public abstract Builder eventsFile(@Nullable String file);

        public abstract Builder eventsMaxSize(long bytes);

        public abstract Builder eventsKeep(int files);

        public abstract Builder prometheus(@Nullable String address);

        public abstract Builder otlpEndpoint(@Nullable String endpoint);

        public abstract Builder otlpHeaders(Map<String, String> headers);

        public abstract Builder otlpInterval(Duration interval);

        public abstract Builder jmx(boolean on);

        public abstract Builder jfr(boolean on);

        public abstract Builder bodies(boolean on);

        public abstract TelemetrySettings build();
    }
}
