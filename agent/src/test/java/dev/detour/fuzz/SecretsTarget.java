package dev.detour.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.exchange.Secrets;

/** A text of a peer that holds secrets, and is told. */
final class SecretsTarget implements Target {
    private static final int LONGEST = 8_192 + 1;

    private final Secrets secrets = Planted.secrets();

    @Override
    public void take(byte[] input) {
        String text = new String(input, UTF_8);
        String told =
                secrets.removeFrom(text, Planted.asked("okhttp", "https://api.anthropic.com/v1?key=" + "x".repeat(20)));
        if (told.length() > Math.max(LONGEST, text.length() * 4)) {
            throw new AssertionError(text.length() + " characters became " + told.length());
        }
        Planted.mustNotBeIn(told, text);
    }
}
