package dev.detour.it.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** One line between a test and its child: {@code key=value}, separated by spaces, percent-encoded. Immutable. */
public final class Fields {
    private static final Fields EMPTY = new Fields(Map.of());

    private final Map<String, String> values;

    private Fields(Map<String, String> values) {
        this.values = values;
    }

    public static Fields none() {
        return EMPTY;
    }

    public static Fields parse(String line) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : line.trim().split(" ", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                values.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return new Fields(values);
    }

    /** These fields with one set, in place of what it was. */
    public Fields with(String key, Object value) {
        Map<String, String> copy = new LinkedHashMap<>(values);
        copy.put(key, String.valueOf(value));
        return new Fields(copy);
    }

    /** These fields with one more value of a key that has a list of them. */
    public Fields and(String key, String value) {
        String before = get(key);
        return with(key, before == null ? value : before + "\n" + value);
    }

    /** These fields with all of the others; where both have a key, the others' counts. */
    public Fields with(Fields others) {
        Map<String, String> copy = new LinkedHashMap<>(values);
        copy.putAll(others.values);
        return new Fields(copy);
    }

    public @Nullable String get(String key) {
        return values.get(key);
    }

    public String get(String key, String absent) {
        String value = values.get(key);
        return value == null ? absent : value;
    }

    /** The value of a key. Throws {@link NoSuchElementException} where there is none. */
    public String require(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new NoSuchElementException("no " + key + " in " + values);
        }
        return value;
    }

    public int number(String key, int absent) {
        String value = values.get(key);
        return value == null ? absent : Integer.parseInt(value);
    }

    public boolean flag(String key) {
        return "true".equals(values.get(key));
    }

    public List<String> list(String key) {
        String value = values.get(key);
        return value == null ? List.of() : List.of(value.split("\n", -1));
    }

    /** The keys that begin with a prefix, without it, and their values. */
    public Map<String, String> below(String prefix) {
        Map<String, String> below = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                below.put(key.substring(prefix.length()), value);
            }
        });
        return below;
    }

    /** As one line, without its end. */
    public String line() {
        List<String> pairs = new ArrayList<>();
        values.forEach((key, value) -> pairs.add(key + "=" + URLEncoder.encode(value, UTF_8)));
        return String.join(" ", pairs);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
