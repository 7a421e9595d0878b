package dev.detour.it.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One line of the events file, value by value as text. */
public record Event(String line, Map<String, String> values) {
    private static final JsonFactory JSON = new JsonFactory();

    /** In the order in which an attempt reaches them. */
    private static final List<String> PHASES =
            List.of("dns", "connect", "proxy", "tls", "write", "first_byte", "headers", "body");

    public static Event parse(String line) {
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken().isStructStart()) {
                    throw new AssertionError(name + " is no plain value: " + line);
                }
                values.put(name, parser.getText());
            }
            return new Event(line, values);
        } catch (IOException malformed) {
            throw new AssertionError("not JSON: " + line, malformed);
        }
    }

    public String get(String name) {
        return values.get(name);
    }

    public boolean is(String name, String value) {
        return value.equals(values.get(name));
    }

    /** Whether it is known that the attempt did not come as far as this phase. */
    boolean endedBefore(String phase) {
        int reached = PHASES.indexOf(get("phase"));
        return reached >= 0 && reached < PHASES.indexOf(phase);
    }
}
