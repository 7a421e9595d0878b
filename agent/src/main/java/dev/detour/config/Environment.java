package dev.detour.config;

import com.google.auto.value.AutoValue;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What surrounds the configuration: variables, system properties, the folder that relative names start from. */
@AutoValue
public abstract class Environment {
    public abstract Map<String, String> variables();

    public abstract Map<String, String> properties();

    /** File names outside the configuration file are relative to it. */
    public abstract String directory();

    public static Environment of(Map<String, String> variables, Map<String, String> properties, String directory) {
        return new AutoValue_Environment(Map.copyOf(variables), Map.copyOf(properties), directory);
    }

    /**
     * That of this JVM. What a SecurityManager keeps from us counts as not set.
     *
     * @param directory null: the JVM's own working folder
     */
    public static Environment ofProcess(@Nullable String directory) {
        Map<String, String> properties = processProperties();
        return of(
                processVariables(),
                properties,
                directory == null ? properties.getOrDefault("user.dir", "") : directory);
    }

    private static Map<String, String> processVariables() {
        try {
            return System.getenv();
        } catch (SecurityException denied) {
            return Map.of();
        }
    }

    private static Map<String, String> processProperties() {
        Map<String, String> copy = new HashMap<>();
        try {
            Properties properties = System.getProperties();
            for (String name : properties.stringPropertyNames()) {
                String value = properties.getProperty(name);
                if (value != null) {
                    copy.put(name, value);
                }
            }
        } catch (SecurityException denied) {
            copy.clear();
        }
        return copy;
    }

    /** A variable in either case, the lower one first as curl has it; null where it is not set, or empty. */
    final @Nullable String either(String name) {
        String lower = variables().get(name.toLowerCase(Locale.ROOT));
        String value = lower == null || lower.isBlank() ? variables().get(name) : lower;
        return value == null || value.isBlank() ? null : value.trim();
    }

    /** Names no values: they may be secrets. */
    @Override
    public final String toString() {
        return "Environment{" + variables().size() + " variables, "
                + properties().size() + " properties, " + directory() + "}";
    }
}
