package dev.detour.it.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Request bodies. */
final class Bodies {
    private Bodies() {}

    /** {@code body}, repeated {@code repeat} times. */
    static byte[] of(Fields call) {
        return call.require("body").repeat(call.number("repeat", 1)).getBytes(UTF_8);
    }
}
