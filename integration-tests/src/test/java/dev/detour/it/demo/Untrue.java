package dev.detour.it.demo;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Something that the screen was about to show did not happen. */
final class Untrue extends RuntimeException {
    private static final long serialVersionUID = 1;

    Untrue(String message) {
        super(message);
    }

    /** Ends the demonstration unless this is so; the words say what was the case instead. */
    static void unless(boolean so, Object... instead) {
        if (!so) {
            throw new Untrue(Stream.of(instead).map(String::valueOf).collect(Collectors.joining(" ")));
        }
    }
}
