package dev.detour.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/**
 * Makes inputs of other inputs: cuts, repeats, joins, swaps in what parsers trip over. The same seed makes the same inputs
 * on every machine.
 */
final class Mutation {
    static final int LONGEST = 64 << 10;

    private static final List<String> TRIPS = List.of(
            "\0",
            "\r\n",
            "\n\n",
            "\n",
            " ",
            "\t",
            ":",
            "\"",
            "'",
            "{",
            "}",
            "[",
            "]",
            "{\"a\":",
            "[[",
            "<",
            ">",
            "&",
            "%",
            "%zz",
            "%00",
            "@",
            "/",
            "//",
            "://",
            "?",
            "#",
            "=",
            ",",
            ";",
            "-",
            "+",
            "*",
            "&a ",
            "*a ",
            "!!x ",
            "<<: ",
            "? ",
            "- ",
            "| ",
            "${",
            "}",
            "${env:A}",
            "${env:A:-x}",
            "$$",
            "\\",
            "\\u0000",
            "\\ud800",
            "0",
            "-1",
            "1e999999999",
            "99999999999999999999",
            "9223372036854775807",
            "-9223372036854775808",
            "2147483648",
            "0x1F",
            "1.5",
            "NaN",
            "\u2028",
            "\uFEFF",
            "\u0130",
            "\u00e9",
            "\ud83d\ude00",
            "null",
            "true",
            "data: ",
            "event: ",
            "error",
            "[DONE]",
            "key=",
            "Bearer ",
            "Basic ",
            "https://",
            "http://a:b@c",
            "[::1]",
            "xn--",
            "..",
            "*.",
            "Fri, 31 Dec 1999 23:59:59 GMT",
            "HTTP/1.1 200 OK\r\n\r\n",
            "sk-");

    private final Random random;
    private final List<byte[]> seeds;

    Mutation(List<byte[]> seeds, long seed) {
        this.seeds = seeds;
        this.random = new Random(seed);
    }

    byte[] next() {
        byte[] made = any();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            made = changed(made);
        }
        return made.length > LONGEST ? part(made, 0, LONGEST) : made;
    }

    private byte[] any() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] changed(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = from + random.nextInt(Math.min(bytes.length - from, 1 << random.nextInt(12)) + 1);
        byte[] middle = part(bytes, from, to);
        return switch (random.nextInt(8)) {
            case 0 -> joined(bytes, from, new byte[0], to);
            case 1 -> joined(bytes, from, repeated(middle), to);
            case 2 -> joined(bytes, from, trip(), from);
            case 3 -> joined(bytes, from, repeated(trip()), from);
            case 4 -> joined(bytes, from, trip(), to);
            case 5 -> joined(bytes, from, tail(any()), bytes.length);
            case 6 -> joined(bytes, from, new byte[] {(byte) random.nextInt(256)}, Math.min(from + 1, bytes.length));
            default -> part(bytes, 0, from);
        };
    }

    private byte[] tail(byte[] bytes) {
        return part(bytes, random.nextInt(bytes.length + 1), bytes.length);
    }

    private byte[] trip() {
        int which = random.nextInt(TRIPS.size() + 1);
        // A surrogate half is no UTF-8, and some decoders let it through.
        return which == TRIPS.size()
                ? new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}
                : TRIPS.get(which).getBytes(UTF_8);
    }

    private byte[] repeated(byte[] bytes) {
        int times = bytes.length == 0 ? 0 : Math.min(LONGEST / bytes.length, 1 << random.nextInt(17));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }

    private static byte[] joined(byte[] bytes, int from, byte[] middle, int to) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes, 0, from);
        all.writeBytes(middle);
        all.write(bytes, to, bytes.length - to);
        return all.toByteArray();
    }

    private static byte[] part(byte[] bytes, int from, int to) {
        byte[] part = new byte[to - from];
        System.arraycopy(bytes, from, part, 0, part.length);
        return part;
    }
}
