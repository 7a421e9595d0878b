package dev.detour.screen;

/** Colours by their numbers in ECMA-48, or none. */
public final class Paint {
    /** Text as it is. */
    public static final Paint NONE = new Paint(false);

    /** For terminals. */
    public static final Paint COLOURS = new Paint(true);

    private final boolean on;

    private Paint(boolean on) {
        this.on = on;
    }

    public String bold(String text) {
        return paint("1", text);
    }

    public String dim(String text) {
        return paint("2", text);
    }

    public String good(String text) {
        return paint("32", text);
    }

    public String bad(String text) {
        return paint("31", text);
    }

    /** Neither good nor bad. */
    public String odd(String text) {
        return paint("33", text);
    }

    public String code(String text) {
        return paint("36", text);
    }

    private String paint(String number, String text) {
        return on && !text.isBlank() ? "\u001b[" + number + "m" + text + "\u001b[0m" : text;
    }
}
