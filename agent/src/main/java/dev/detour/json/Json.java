package dev.detour.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as maps (in their order), lists, {@link String}, {@link Long}, {@link Double}, {@link Boolean} and null. No
 * binding to types: Jackson's databind is not in the jar.
 */
public final class Json {
    /** Without recycled buffers: they would stay with the threads that used them, and the agent's loader with them. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private Json() {}

    /** In one line, without its end. Other types than the above are written as texts. */
    public static String line(@Nullable Object tree) {
        StringWriter line = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(line)) {
            write(tree, json);
        } catch (IOException neverOfAString) {
            throw new UncheckedIOException(neverOfAString);
        }
        return line.toString();
    }

    private static void write(@Nullable Object tree, JsonGenerator json) throws IOException {
        if (tree instanceof Map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) tree).entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(entry.getValue(), json);
            }
            json.writeEndObject();
        } else if (tree instanceof Iterable) {
            json.writeStartArray();
            for (Object element : (Iterable<?>) tree) {
                write(element, json);
            }
            json.writeEndArray();
        } else {
            writeScalar(tree, json);
        }
    }

    private static void writeScalar(@Nullable Object scalar, JsonGenerator json) throws IOException {
        if (scalar == null) {
            json.writeNull();
        } else if (scalar instanceof Boolean) {
            json.writeBoolean((Boolean) scalar);
        } else if (scalar instanceof Double) {
            json.writeNumber((Double) scalar);
        } else if (scalar instanceof Number) {
            json.writeNumber(((Number) scalar).longValue());
        } else {
            json.writeString(scalar.toString());
        }
    }

    /**
     * An object.
     *
     * @throws IOException where the text is none
     */
    public static Map<String, @Nullable Object> object(String text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object: " + text);
            }
            return object(json);
        }
    }

    private static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            object.put(name, value(json));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser json) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(json));
        }
        return array;
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        switch (json.currentToken()) {
            case START_OBJECT:
                return object(json);
            case START_ARRAY:
                return array(json);
            case VALUE_NUMBER_INT:
                return json.getLongValue();
            case VALUE_NUMBER_FLOAT:
                return json.getDoubleValue();
            case VALUE_TRUE:
                return true;
            case VALUE_FALSE:
                return false;
            case VALUE_NULL:
                return null;
            default:
                return json.getText();
        }
    }
}
