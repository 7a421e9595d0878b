package dev.detour.telemetry.quiet;

/** In the place of {@code java.util.logging.Level}, which the build renames to this. */
public final class Level {
    public static final Level SEVERE = new Level();
    public static final Level WARNING = SEVERE;
    public static final Level INFO = SEVERE;
    public static final Level CONFIG = SEVERE;
    public static final Level FINE = SEVERE;
    public static final Level FINER = SEVERE;
    public static final Level FINEST = SEVERE;
    public static final Level ALL = SEVERE;
    public static final Level OFF = SEVERE;

    private Level() {}
}
