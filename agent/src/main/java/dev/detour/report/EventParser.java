package dev.detour.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.detour.telemetry.Event;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes an event of a line; what it does not know in a line it passes over, as a newer agent may have written it. */
final class EventParser {
    private static final JsonFactory JSON = new JsonFactory();

    private static final Map<String, Event.Name> NAMES =
            Arrays.stream(Event.Name.values()).collect(Collectors.toMap(Event.Name::code, Function.identity()));

    private static final Map<String, Event.Key> KEYS =
            Arrays.stream(Event.Key.values()).collect(Collectors.toMap(Event.Key::code, Function.identity()));

    /** Times beyond are no times of events, and no browser could show them all. */
    private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

    private static final long LATEST = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

    private @Nullable String time;
    private @Nullable String name;
    private String service = "";
    private String host = "";
    private String pid = "";
    private Map<Event.Key, Object> values = Map.of();

    /** The event of these bytes; null where they are none. */
    @Nullable
    Told parse(byte[] bytes, int length) {
        try (JsonParser json = JSON.createParser(bytes, 0, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            read(json);
            return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null ? told() : null;
        } catch (IOException | RuntimeException foreign) {
            return null;
        }
    }

    private void read(JsonParser json) throws IOException {
        time = null;
        name = null;
        service = "";
        host = "";
        pid = "";
        values = new EnumMap<>(Event.Key.class);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (value.isStructStart()) {
                json.skipChildren();
            } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                take(field, value, json);
            }
        }
    }

    private void take(String field, JsonToken value, JsonParser json) throws IOException {
        Event.Key key = KEYS.get(field);
        if (key == null) {
            takeCommon(field, json);
        } else if (!key.isNumber()) {
            values.put(key, json.getText());
        } else if (value == JsonToken.VALUE_NUMBER_INT) {
            values.put(key, json.getLongValue());
        }
    }

    private void takeCommon(String field, JsonParser json) throws IOException {
        switch (field) {
            case "time":
                time = json.getText();
                break;
            case "event":
                name = json.getText();
                break;
            case "service":
                service = json.getText();
                break;
            case "host":
                host = json.getText();
                break;
            case "pid":
                pid = json.getText();
                break;
            default:
                break;
        }
    }

    private @Nullable Told told() {
        Event.Name event = name == null ? null : NAMES.get(name);
        if (event == null || time == null) {
            return null;
        }
        try {
            long millis = Instant.parse(time).toEpochMilli();
            boolean plausible = millis >= EARLIEST && millis < LATEST;
            return plausible ? new Told(event, millis, instance(), values) : null;
        } catch (DateTimeParseException | ArithmeticException noTime) {
            return null;
        }
    }

    private String instance() {
        return Texts.cut(service, 100) + "\n" + Texts.cut(host, 100) + "\n" + Texts.cut(pid, 20);
    }
}
