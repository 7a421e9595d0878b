package dev.detour.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of the configuration that knows where it stands. */
abstract class Node {
    private final Where where;

    private Node(Where where) {
        this.where = where;
    }

    final Where where() {
        return where;
    }

    /** What it is, in a message. */
    abstract String kind();

    /** One value, its substitutions made. */
    static final class Scalar extends Node {
        private final @Nullable String text;
        private final boolean secret;

        private Scalar(Where where, @Nullable String text, boolean secret) {
            super(where);
            this.text = text;
            this.secret = secret;
        }

        static Scalar of(Where where, String text) {
            return new Scalar(where, text, false);
        }

        /** What a substitution yielded: never shown. */
        static Scalar secret(Where where, String text) {
            return new Scalar(where, text, true);
        }

        /** The key without a value. */
        static Scalar empty(Where where) {
            return new Scalar(where, null, false);
        }

        /** Null: the key has no value. */
        @Nullable
        String text() {
            return text;
        }

        boolean isSecret() {
            return secret;
        }

        @Override
        String kind() {
            return "a single value";
        }
    }

    /** A value whose fault has been told: nothing more is said of it. */
    static final class Broken extends Node {
        Broken(Where where) {
            super(where);
        }

        @Override
        String kind() {
            return "a value with a fault";
        }
    }

    /** Keys and values, in the order of the file. */
    static final class Mapping extends Node {
        private final Map<String, Entry> entries;

        Mapping(Where where, Map<String, Entry> entries) {
            super(where);
            this.entries = entries;
        }

        static Mapping empty(Where where) {
            return new Mapping(where, Map.of());
        }

        Map<String, Entry> entries() {
            return entries;
        }

        /** The value of a key; null where there is none. */
        @Nullable
        Node get(String key) {
            Entry entry = entries.get(key);
            return entry == null ? null : entry.value;
        }

        /** The same with one key added or replaced. */
        Mapping with(String key, Node value) {
            Map<String, Entry> more = new LinkedHashMap<>(entries);
            more.put(key, new Entry(value.where(), value));
            return new Mapping(where(), more);
        }

        @Override
        String kind() {
            return "a mapping";
        }
    }

    /** A key's place and its value. */
    static final class Entry {
        final Where key;
        final Node value;

        Entry(Where key, Node value) {
            this.key = key;
            this.value = value;
        }
    }

    static final class Sequence extends Node {
        private final List<Node> items;

        Sequence(Where where, List<Node> items) {
            super(where);
            this.items = items;
        }

        List<Node> items() {
            return items;
        }

        @Override
        String kind() {
            return "a list";
        }
    }
}
