package dev.detour.weave;

/** The class, or the advice, is not of the shape that we know. It is then to be left as it is. */
public final class Unweavable extends IllegalStateException {
    private static final long serialVersionUID = 1;

    Unweavable(String message) {
        super(message);
    }
}
