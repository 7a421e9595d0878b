package dev.detour.json;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A look into a JSON object that others have written: what is missing, or of another type, is empty. Immutable. */
public final class Tree {
    private static final Tree EMPTY = new Tree(Map.of());

    private final Map<?, ?> object;

    private Tree(Map<?, ?> object) {
        this.object = object;
    }

    /**
     * Reads a text.
     *
     * @throws IOException where it is no JSON object
     */
    public static Tree read(String text) throws IOException {
        return new Tree(Json.object(text));
    }

    public boolean has(String key) {
        return object.get(key) != null;
    }

    /** As people write it; empty where there is none. */
    public String text(String key) {
        Object value = object.get(key);
        return value == null ? "" : value.toString();
    }

    /** 0 where there is none. */
    public long number(String key) {
        Object value = object.get(key);
        return value instanceof Number ? ((Number) value).longValue() : 0;
    }

    /** Null where there is none. */
    public @Nullable Double decimal(String key) {
        Object value = object.get(key);
        return value instanceof Number ? (Double) ((Number) value).doubleValue() : null;
    }

    public boolean is(String key) {
        return Boolean.TRUE.equals(object.get(key));
    }

    public Tree tree(String key) {
        return of(object.get(key));
    }

    /** The objects in a list. */
    public List<Tree> trees(String key) {
        List<Tree> trees = new ArrayList<>();
        for (Object element : list(key)) {
            trees.add(of(element));
        }
        return trees;
    }

    /** The texts in a list. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Object element : list(key)) {
            texts.add(String.valueOf(element));
        }
        return texts;
    }

    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        object.keySet().forEach(key -> keys.add(String.valueOf(key)));
        return keys;
    }

    private List<?> list(String key) {
        Object value = object.get(key);
        return value instanceof List ? (List<?>) value : List.of();
    }

    /** Empty where this is no object. */
    public static Tree of(@Nullable Object value) {
        return value instanceof Map ? new Tree((Map<?, ?>) value) : EMPTY;
    }
}
