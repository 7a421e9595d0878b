package dev.detour.it.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Header compression of HTTP/2 (RFC 7541): decodes all of it, encodes literals only. One connection, one thread. */
final class Hpack {
    /** Appendix A: the static table, names and values by turns. */
    private static final String[] STATIC = {
        ":authority",
        "",
        ":method",
        "GET",
        ":method",
        "POST",
        ":path",
        "/",
        ":path",
        "/index.html",
        ":scheme",
        "http",
        ":scheme",
        "https",
        ":status",
        "200",
        ":status",
        "204",
        ":status",
        "206",
        ":status",
        "304",
        ":status",
        "400",
        ":status",
        "404",
        ":status",
        "500",
        "accept-charset",
        "",
        "accept-encoding",
        "gzip, deflate",
        "accept-language",
        "",
        "accept-ranges",
        "",
        "accept",
        "",
        "access-control-allow-origin",
        "",
        "age",
        "",
        "allow",
        "",
        "authorization",
        "",
        "cache-control",
        "",
        "content-disposition",
        "",
        "content-encoding",
        "",
        "content-language",
        "",
        "content-length",
        "",
        "content-location",
        "",
        "content-range",
        "",
        "content-type",
        "",
        "cookie",
        "",
        "date",
        "",
        "etag",
        "",
        "expect",
        "",
        "expires",
        "",
        "from",
        "",
        "host",
        "",
        "if-match",
        "",
        "if-modified-since",
        "",
        "if-none-match",
        "",
        "if-range",
        "",
        "if-unmodified-since",
        "",
        "last-modified",
        "",
        "link",
        "",
        "location",
        "",
        "max-forwards",
        "",
        "proxy-authenticate",
        "",
        "proxy-authorization",
        "",
        "range",
        "",
        "referer",
        "",
        "refresh",
        "",
        "retry-after",
        "",
        "server",
        "",
        "set-cookie",
        "",
        "strict-transport-security",
        "",
        "transfer-encoding",
        "",
        "user-agent",
        "",
        "vary",
        "",
        "via",
        "",
        "www-authenticate",
        ""
    };

    /** Appendix B: the code is canonical, so the lengths of its 257 symbols say all. */
    private static final int[] CODE_LENGTHS = {
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28,
        28, 28, 28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6,
        6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
        7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, 15, 5, 6, 5, 6, 5, 6, 6,
        6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22,
        20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23,
        22, 23, 23, 24, 22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22,
        23, 23, 20, 22, 22, 22, 23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
        19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22,
        25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, 30
    };

    /** Symbols by code, with a leading 1 in front of each code so that lengths are told apart. */
    private static final Map<Integer, Integer> SYMBOLS = symbols();

    private static final int ENTRY_OVERHEAD = 32;

    private final List<Map.Entry<String, String>> dynamic = new ArrayList<>();
    private int capacity = 4096;

    private static Map<Integer, Integer> symbols() {
        Map<Integer, Integer> symbols = new HashMap<>();
        int code = 0;
        for (int length = 1; length <= 30; length++) {
            code <<= 1;
            for (int symbol = 0; symbol < CODE_LENGTHS.length; symbol++) {
                if (CODE_LENGTHS[symbol] == length) {
                    symbols.put((1 << length) | code++, symbol);
                }
            }
        }
        return symbols;
    }

    List<Map.Entry<String, String>> decode(byte[] block) throws IOException {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        ByteArrayInputStream in = new ByteArrayInputStream(block);
        for (int first = in.read(); first >= 0; first = in.read()) {
            if ((first & 0x80) != 0) {
                fields.add(entry(number(in, first, 7)));
            } else if ((first & 0x40) != 0) {
                fields.add(remember(literal(in, number(in, first, 6))));
            } else if ((first & 0x20) != 0) {
                capacity = number(in, first, 5);
                evict();
            } else {
                fields.add(literal(in, number(in, first, 4)));
            }
        }
        return fields;
    }

    private Map.Entry<String, String> literal(ByteArrayInputStream in, int nameIndex) throws IOException {
        String name = nameIndex == 0 ? string(in) : entry(nameIndex).getKey();
        return Map.entry(name, string(in));
    }

    private Map.Entry<String, String> entry(int index) {
        int statics = STATIC.length / 2;
        return index <= statics
                ? Map.entry(STATIC[index * 2 - 2], STATIC[index * 2 - 1])
                : dynamic.get(index - statics - 1);
    }

    private Map.Entry<String, String> remember(Map.Entry<String, String> field) {
        dynamic.add(0, field);
        evict();
        return field;
    }

    private void evict() {
        int size = 0;
        for (int i = 0; i < dynamic.size(); i++) {
            size += dynamic.get(i).getKey().length() + dynamic.get(i).getValue().length() + ENTRY_OVERHEAD;
            if (size > capacity) {
                dynamic.subList(i, dynamic.size()).clear();
            }
        }
    }

    private static String string(ByteArrayInputStream in) throws IOException {
        int first = in.read();
        byte[] bytes = in.readNBytes(number(in, first, 7));
        return (first & 0x80) == 0 ? new String(bytes, ISO_8859_1) : expand(bytes);
    }

    private static String expand(byte[] bytes) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int code = 1;
        for (int i = 0; i < bytes.length * 8; i++) {
            code = (code << 1) | ((bytes[i / 8] >> (7 - i % 8)) & 1);
            Integer symbol = SYMBOLS.get(code);
            if (symbol != null) {
                text.write(symbol);
                code = 1;
            }
        }
        return text.toString(ISO_8859_1);
    }

    /** Section 5.1: an integer whose first bits are the last of the octet that was read already. */
    private static int number(ByteArrayInputStream in, int first, int bits) {
        int largest = (1 << bits) - 1;
        int value = first & largest;
        if (value < largest) {
            return value;
        }
        int shift = 0;
        int next;
        do {
            next = in.read();
            value += (next & 127) << shift;
            shift += 7;
        } while ((next & 128) != 0);
        return value;
    }

    static byte[] encode(List<Map.Entry<String, String>> fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (Map.Entry<String, String> field : fields) {
            block.write(0);
            string(block, field.getKey());
            string(block, field.getValue());
        }
        return block.toByteArray();
    }

    private static void string(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        if (bytes.length < 127) {
            block.write(bytes.length);
        } else {
            block.write(127);
            int rest = bytes.length - 127;
            for (; rest >= 128; rest >>= 7) {
                block.write((rest & 127) | 128);
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }
}
