package dev.detour.telemetry.quiet;

import org.jspecify.annotations.Nullable;

/**
 * In the place of {@code java.util.logging.Logger}, which the build renames to this in the libraries that we carry. What
 * they have to say is said by us where it matters to people; to their own loggers they would say it in the application's
 * log, by its handlers, and be the first to wake a logging that the application has yet to configure.
 */
public final class Logger {
    private static final Logger SILENCE = new Logger();

    private Logger() {}

    public static Logger getLogger(String name) {
        return SILENCE;
    }

    public boolean isLoggable(Level level) {
        return false;
    }

    public void log(Level level, @Nullable String message) {}

    public void log(Level level, @Nullable String message, @Nullable Object parameter) {}

    public void log(Level level, @Nullable String message, @Nullable Object @Nullable [] parameters) {}

    public void log(Level level, @Nullable String message, @Nullable Throwable thrown) {}

    public void severe(@Nullable String message) {}

    public void warning(@Nullable String message) {}

    public void info(@Nullable String message) {}

    public void config(@Nullable String message) {}

    public void fine(@Nullable String message) {}

    public void finer(@Nullable String message) {}

    public void finest(@Nullable String message) {}
}
