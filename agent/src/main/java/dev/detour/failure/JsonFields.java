package dev.detour.failure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The single values of a JSON text by their path, as {@code error.type}; lists do not show in a path. The text may be
 * cut: what stands before the cut counts. Immutable.
 */
final class JsonFields {
    static final JsonFields NONE = new JsonFields(Map.of());

    /** More is no error. */
    private static final int MOST_VALUES = 200;

    /** Those that are asked for are five deep. Without an end, the paths would take the square of the text's length. */
    private static final int DEEPEST = 16;

    /** Without recycled buffers: they would stay with the threads that used them, and the agent's loader with them. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private final Map<String, List<String>> values;

    private JsonFields(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Reads a text; empty where it is no JSON object or list. */
    static JsonFields of(String text) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != null && json.currentToken().isStructStart()) {
                read(json, values);
            }
        } catch (IOException cut) {
            // What stands before it has been read.
        }
        return values.isEmpty() ? NONE : new JsonFields(values);
    }

    private static void read(JsonParser json, Map<String, List<String>> values) throws IOException {
        List<String> path = new ArrayList<>();
        path.add("");
        int count = 0;
        for (JsonToken token = json.nextToken(); token != null && count < MOST_VALUES; token = json.nextToken()) {
            if (token.isStructStart() && path.size() > DEEPEST) {
                json.skipChildren();
            } else if (token.isStructStart()) {
                path.add(path(path, json));
            } else if (token.isStructEnd()) {
                path.remove(path.size() - 1);
            } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                values.computeIfAbsent(path(path, json), name -> new ArrayList<>())
                        .add(json.getText());
                count++;
            }
            if (path.isEmpty()) {
                return;
            }
        }
    }

    /** The innermost object's path with the name of what is being read, which a list's items have none of. */
    private static String path(List<String> path, JsonParser json) throws IOException {
        String outer = path.get(path.size() - 1);
        boolean opened = json.currentToken().isStructStart();
        String name = opened ? json.getParsingContext().getParent().getCurrentName() : json.currentName();
        return name == null ? outer : outer.isEmpty() ? name : outer + "." + name;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** All values at a path, in their order. */
    List<String> all(String path) {
        return values.getOrDefault(path, List.of());
    }

    /** The first value at the first of these paths that has one; null where none has. */
    @Nullable
    String first(List<String> paths) {
        for (String path : paths) {
            List<String> found = all(path);
            if (!found.isEmpty() && !found.get(0).isBlank()) {
                return found.get(0);
            }
        }
        return null;
    }

    /** Whether there is a value at this path or below it. */
    boolean reaches(String path) {
        return values.keySet().stream().anyMatch(known -> known.equals(path) || known.startsWith(path + "."));
    }
}
