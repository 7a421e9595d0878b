package dev.detour.config;

import com.google.auto.value.AutoValue;
import dev.detour.call.Rules;
import dev.detour.telemetry.TelemetrySettings;
import java.time.Duration;

/** All that the configuration says, read, checked and filled in. */
@AutoValue
public abstract class Configuration {
    public abstract Rules rules();

    public abstract TelemetrySettings telemetry();

    /** How often a change is looked for; zero: never. */
    public abstract Duration reload();

    public static Configuration of(Rules rules, TelemetrySettings telemetry, Duration reload) {
        return new AutoValue_Configuration(rules, telemetry, reload);
    }

    /** Counts only: what it holds came from files and variables, and some of that is secret. */
    @Override
    public final String toString() {
        return "Configuration{" + rules().routes().size() + " routes}";
    }
}
