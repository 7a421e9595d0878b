package dev.detour.config;

import com.google.auto.value.AutoValue;

/** One value in force, and where it came from. */
@AutoValue
public abstract class Setting {
    static final String DEFAULT = "default";
    static final String SECRET = "***";

    /** Its dotted key, as {@code telemetry.log} or {@code routes.anthropic.to.gateway.url}. */
    public abstract String key();

    /** As people write it; {@code ***} where it is a secret. */
    public abstract String shown();

    /** {@code default}, {@code file:line}, {@code variable NAME} or {@code property NAME}. */
    public abstract String origin();

    static Setting of(String key, String shown, String origin) {
        return new AutoValue_Setting(key, shown, origin);
    }
}
