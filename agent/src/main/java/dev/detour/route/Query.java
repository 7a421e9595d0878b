package dev.detour.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Edits on a raw query: what is not named stays as it was written, byte for byte and in its place. */
final class Query {
    private static final String UNRESERVED = "-._~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private Query() {}

    /**
     * Sets and removes values by name.
     *
     * @param query still encoded; null where there is none
     * @return null where nothing is left
     */
    static @Nullable String edit(@Nullable String query, Edits edits) {
        if (edits.isEmpty()) {
            return query;
        }
        List<String> parts = new ArrayList<>();
        Set<String> placed = new HashSet<>();
        if (query != null && !query.isEmpty()) {
            for (String part : query.split("&", -1)) {
                keep(part, edits, placed, parts);
            }
        }
        edits.set().forEach((name, value) -> {
            if (placed.add(name)) {
                parts.add(part(name, value));
            }
        });
        return parts.isEmpty() ? null : String.join("&", parts);
    }

    /** A replaced value stands where its name first stood. */
    private static void keep(String part, Edits edits, Set<String> placed, List<String> parts) {
        int equals = part.indexOf('=');
        String name = decode(equals < 0 ? part : part.substring(0, equals));
        String value = edits.set().get(name);
        if (value != null) {
            if (placed.add(name)) {
                parts.add(part(name, value));
            }
        } else if (!edits.remove().contains(name)) {
            parts.add(part);
        }
    }

    private static String part(String name, String value) {
        return encode(name) + "=" + encode(value);
    }

    /** Reads a name as servers do; what is no valid escape stands for itself. */
    private static String decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] decoded = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte next = bytes[i];
            int escaped = next == '%' && i + 2 < bytes.length ? hex(bytes[i + 1]) << 4 | hex(bytes[i + 2]) : -1;
            if (escaped >= 0) {
                next = (byte) escaped;
                i += 2;
            } else if (next == '+') {
                next = ' ';
            }
            decoded[length++] = next;
        }
        return new String(decoded, 0, length, StandardCharsets.UTF_8);
    }

    /** Negative where it is no digit, also after a shift. */
    private static int hex(byte digit) {
        return digit < 0 ? -1 : Character.digit((char) digit, 16);
    }

    private static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(next)) {
                encoded.append((char) next);
            } else {
                encoded.append('%').append(HEX[next >> 4 & 15]).append(HEX[next & 15]);
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(byte next) {
        return (next >= '0' && next <= '9')
                || (next >= 'A' && next <= 'Z')
                || (next >= 'a' && next <= 'z')
                || UNRESERVED.indexOf(next) >= 0;
    }
}
