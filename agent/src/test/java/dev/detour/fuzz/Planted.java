package dev.detour.fuzz;

import dev.detour.exchange.Secrets;
import dev.detour.failure.FakeAsked;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Secrets that calls bring along or the configuration holds, and that nothing may tell, not even in half. */
final class Planted {
    /** Of a form that is no vendor's: only by itself can it be known. */
    static final String BROUGHT = "planted:Of-The-Call+0123456789";

    static final String CONFIGURED = "planted=Of-The-File/0123456789";

    /** Less of it helps nobody to guess the rest. */
    private static final int TELLING = 12;

    private Planted() {}

    static Secrets secrets() {
        return Secrets.of(Set.of("authorization", "x-api-key"), Set.of("key"), Set.of(CONFIGURED));
    }

    static FakeAsked asked(String client, String url) {
        return FakeAsked.by(client, url)
                .with("x-api-key", BROUGHT)
                .with("accept", "application/json")
                .with("content-type", "application/json");
    }

    /** Whether a text holds one, or enough of one to tell it. */
    static boolean isIn(String text) {
        return text.contains(BROUGHT.substring(0, TELLING)) || text.contains(CONFIGURED.substring(0, TELLING));
    }

    /**
     * Fails where a text tells one.
     *
     * @param input what the text was made of: what is a part of a secret there says nothing here
     */
    static void mustNotBeIn(@Nullable String told, String input) {
        if (told == null) {
            return;
        }
        for (String secret : new String[] {BROUGHT, CONFIGURED}) {
            String part = secret.substring(0, TELLING);
            boolean whole = !input.replace(secret, "").contains(part) && input.indexOf('\\') < 0;
            if (told.contains(secret) || (whole && told.contains(part))) {
                throw new AssertionError("tells a secret: " + told);
            }
        }
    }
}
