package dev.detour.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An event as one line of JSON. */
final class EventLine {
    /** Without recycled buffers: they would stay with the threads that used them, and the agent's loader with them. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private EventLine() {}

    /**
     * The line in UTF-8, its end included. It goes by characters, not bytes: a text that was cut amid a surrogate pair
     * makes Jackson's generator of bytes fail.
     */
    static byte[] of(Event event, Source source) {
        StringWriter line = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            write(event, source, json);
        } catch (IOException neverOfAString) {
            throw new UncheckedIOException(neverOfAString);
        }
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Event event, Source source, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("time", event.time().toString());
        json.writeStringField("event", event.name().code());
        json.writeStringField("service", source.service());
        json.writeStringField("host", source.host());
        if (source.pid() > 0) {
            json.writeNumberField("pid", source.pid());
        }
        json.writeStringField("agent", source.agent());
        for (Map.Entry<Event.Key, Object> value : event.values().entrySet()) {
            json.writeFieldName(value.getKey().code());
            if (value.getValue() instanceof Long) {
                json.writeNumber((Long) value.getValue());
            } else {
                json.writeString((String) value.getValue());
            }
        }
        json.writeEndObject();
    }
}
