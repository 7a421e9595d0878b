package dev.detour.config;

import org.jspecify.annotations.Nullable;

/** Where a configuration comes from: a file, or the environment alone. */
public final class Source {
    private static final Source ENVIRONMENT = new Source(null);

    private final @Nullable String file;

    private Source(@Nullable String file) {
        this.file = file;
    }

    /** A file, whose name may be relative to the environment's folder. */
    public static Source file(String file) {
        return new Source(file);
    }

    /** What the standard variables say, nothing else. */
    public static Source environment() {
        return ENVIRONMENT;
    }

    /**
     * The first that is said: the agent's own option, {@code -Ddetour.config}, {@code DETOUR_CONFIG}, else the
     * environment.
     *
     * @param option null where the agent was given none
     */
    public static Source choose(@Nullable String option, Environment environment) {
        String[] said = {
            option,
            environment.properties().get("detour.config"),
            environment.variables().get("DETOUR_CONFIG")
        };
        for (String file : said) {
            if (file != null && !file.isBlank()) {
                return file(file);
            }
        }
        return environment();
    }

    /** The file as it was named; null: the environment alone. */
    public @Nullable String file() {
        return file;
    }

    @Override
    public String toString() {
        return file == null ? "environment" : file;
    }
}
