package dev.detour.it.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.detour.it.programs.Seen;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Secrets that are found again wherever they turn up: each is named for the place where it was put, and holds a text of
 * its own. A part of that text is enough, in capitals, percent-encoded or in Base64 amid another text too.
 */
final class PlantedSecrets {
    private static final int LENGTH = 24;

    /** As long as what a mask that shows a key's end would leave; by chance such a part is nowhere. */
    private static final int PART = 8;

    private static final int SHOWN = 60;
    private static final int BASE64_GROUP = 3;

    private final Map<String, String> texts = new LinkedHashMap<>();

    /** One that nothing but its place tells: letters and digits. */
    String at(String place) {
        return texts.computeIfAbsent(
                place, name -> Seen.sha256(name.getBytes(US_ASCII)).substring(0, LENGTH));
    }

    /** One in the form of OpenAI's keys. */
    String key(String place) {
        return "sk-proj-" + at(place);
    }

    /** The places whose secrets stand in a text. */
    Set<String> in(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Set<String> found = new TreeSet<>();
        texts.forEach((place, secret) -> {
            if (isIn(lower, secret) || isEncodedIn(text, secret)) {
                found.add(place);
            }
        });
        return found;
    }

    private static boolean isIn(String text, String secret) {
        for (int at = 0; at + PART <= secret.length(); at++) {
            if (text.contains(secret.substring(at, at + PART))) {
                return true;
            }
        }
        return false;
    }

    /** What stands before it decides how its bytes fall into groups of three. */
    private static boolean isEncodedIn(String text, String secret) {
        for (int before = 0; before < BASE64_GROUP; before++) {
            String encoded = Base64.getEncoder().encodeToString((" ".repeat(before) + secret).getBytes(US_ASCII));
            if (isIn(text, encoded.substring(4, encoded.length() - 4))) {
                return true;
            }
        }
        return false;
    }

    /** Where one stands as it is, with what is before it; without it where it is encoded. */
    String around(String place, String text) {
        int at = text.indexOf(texts.get(place));
        return at < 0 ? "encoded or in part" : text.substring(Math.max(0, at - SHOWN), at + PART) + "…";
    }

    Set<String> places() {
        return new TreeSet<>(texts.keySet());
    }
}
