package dev.detour.client.jdk;

import dev.detour.exchange.Memo;
import dev.detour.exchange.Origin;

/** Which origins this client can call: it refuses a URI without a host. */
final class Callee {
    /** Holds names and numbers only. */
    private static final Memo<Origin, Boolean> KNOWN = new Memo<>(Origin::isUri);

    private Callee() {}

    static boolean canBe(Origin origin) {
        return KNOWN.of(origin);
    }
}
