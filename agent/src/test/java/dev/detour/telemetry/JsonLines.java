package dev.detour.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads lines of flat JSON, and fails on anything else. */
final class JsonLines {
    private JsonLines() {}

    static List<Map<String, Object>> read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        assertThat(text).endsWith("\n");
        return text.lines().map(JsonLines::parse).toList();
    }

    static Map<String, Object> parse(String line) {
        Map<String, Object> values = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                assertThat(value).isIn(JsonToken.VALUE_STRING, JsonToken.VALUE_NUMBER_INT);
                Object previous = values.put(
                        name, value == JsonToken.VALUE_STRING ? parser.getText() : (Object) parser.getLongValue());
                assertThat(previous).as(name).isNull();
            }
            assertThat(parser.nextToken()).isNull();
        } catch (IOException malformed) {
            throw new AssertionError(line, malformed);
        }
        return values;
    }
}
