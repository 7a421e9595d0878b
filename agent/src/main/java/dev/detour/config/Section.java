package dev.detour.config;

import dev.detour.config.Node.Broken;
import dev.detour.config.Node.Entry;
import dev.detour.config.Node.Mapping;
import dev.detour.config.Node.Scalar;
import dev.detour.config.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One group of keys, seen through layers: a path's own over its route's over the defaults'. The nearest layer that says
 * something wins, key by key, also within a group such as {@code retry}. Values that mean nothing become faults, and
 * reading goes on with the fallback.
 */
final class Section {
    private final Binding binding;
    private final String name;
    private final String label;
    private final List<Mapping> layers;

    private Section(Binding binding, String name, String label, List<Mapping> layers) {
        this.binding = binding;
        this.name = name;
        this.label = label;
        this.layers = layers;
    }

    /**
     * A group.
     *
     * @param name what its keys begin with where values in force are listed: empty, or ends in a dot
     * @param layers the nearest first
     */
    static Section of(Binding binding, String name, List<Mapping> layers) {
        return new Section(binding, name, "", layers);
    }

    Binding binding() {
        return binding;
    }

    /** The key as messages call it. */
    String label(String key) {
        return label + key;
    }

    /** Makes a fault of every key that is not known here. */
    Section only(Keys known) {
        for (Mapping layer : layers) {
            for (Map.Entry<String, Entry> said : layer.entries().entrySet()) {
                if (!known.contains(said.getKey()) && !binding.faults.isFull()) {
                    binding.faults.add(said.getValue().key, known.unknown(said.getKey()));
                }
            }
        }
        return this;
    }

    /** What the nearest layer says; null where none says anything. A key without a value is a fault. */
    @Nullable
    Node find(String key) {
        for (Mapping layer : layers) {
            Node node = layer.get(key);
            if (node != null) {
                return node;
            }
        }
        return null;
    }

    boolean has(String key) {
        return find(key) != null;
    }

    /** A value; the fallback where none is said, which then is listed as the default. */
    <T> T value(String key, Form<T> form, T fallback) {
        T value = value(key, form);
        if (value == null) {
            record(key, form.show(fallback), Setting.DEFAULT);
            return fallback;
        }
        return value;
    }

    /** A value; null where none is said. */
    <T> @Nullable T value(String key, Form<T> form) {
        Scalar scalar = scalar(key);
        T value = scalar == null ? null : read(scalar, key, form);
        if (scalar != null && value != null) {
            record(
                    key,
                    scalar.isSecret() ? Setting.SECRET : form.show(value),
                    scalar.where().origin());
        }
        return value;
    }

    /** A single value as it is written; null where none is said, a fault where it is no single value. */
    @Nullable
    Scalar scalar(String key) {
        return scalar(find(key), key);
    }

    /** The same for a node that was found already. */
    @Nullable
    Scalar scalar(@Nullable Node node, String key) {
        if (node == null || node instanceof Broken) {
            return null;
        }
        if (!(node instanceof Scalar)) {
            fault(node, key, "a single value belongs here, not " + node.kind());
            return null;
        }
        if (((Scalar) node).text() == null) {
            fault(node, key, "has no value; give it one, or leave the key out");
            return null;
        }
        return (Scalar) node;
    }

    /** Reads one value; null and a fault where it means nothing. */
    <T> @Nullable T read(Scalar scalar, String key, Form<T> form) {
        try {
            return form.read(String.valueOf(scalar.text()));
        } catch (Malformed malformed) {
            binding.fault(scalar, label(key), malformed);
            return null;
        }
    }

    /** A group within this one. A layer that has a single value there ends it: {@code breaker: off}. */
    Section section(String key) {
        List<Mapping> inner = new ArrayList<>();
        for (Mapping layer : layers) {
            Node node = layer.get(key);
            if (node instanceof Mapping) {
                inner.add((Mapping) node);
            } else if (node != null && !isEmpty(node)) {
                break;
            }
        }
        return new Section(binding, name + key + ".", label + key + ".", inner);
    }

    /** The same where nothing but a group may stand. */
    Section group(String key) {
        for (Mapping layer : layers) {
            Node node = layer.get(key);
            if (node != null && !(node instanceof Mapping) && !isEmpty(node)) {
                fault(node, key, "a mapping belongs here, not " + node.kind());
            }
        }
        return section(key);
    }

    /** A group that one value may stand for. */
    Section groupOr(String key, String principal) {
        Node node = find(key);
        if (node instanceof Scalar && !isEmpty(node)) {
            Mapping stand = Mapping.empty(node.where()).with(principal, node);
            return new Section(binding, name + key + ".", label + key + ".", List.of(stand));
        }
        return group(key);
    }

    /** All keys of this group with what the nearest layer says of each. */
    Map<String, Entry> entries() {
        Map<String, Entry> all = new LinkedHashMap<>();
        for (int i = layers.size() - 1; i >= 0; i--) {
            all.putAll(layers.get(i).entries());
        }
        return all;
    }

    /** The items of a list, or the one item that stands for a list of one; empty where nothing is said. */
    List<Node> items(String key) {
        Node node = find(key);
        if (node == null || isEmpty(node)) {
            return List.of();
        }
        return node instanceof Sequence ? ((Sequence) node).items() : List.of(node);
    }

    void fault(Node node, String key, String problem) {
        binding.faults.add(node.where(), label(key) + ": " + problem);
    }

    /** Lists a value that is in force. */
    void record(String key, String shown, String origin) {
        binding.record(name + key, shown, origin);
    }

    /** A key without a value, as where everything below it is commented out; or one whose fault has been told. */
    static boolean isEmpty(Node node) {
        return node instanceof Broken || (node instanceof Scalar && ((Scalar) node).text() == null);
    }

    /** Whether it is a secret, or a list that holds one. */
    static boolean isSecret(Node node) {
        if (node instanceof Sequence) {
            return ((Sequence) node).items().stream().anyMatch(Section::isSecret);
        }
        return node instanceof Scalar && ((Scalar) node).isSecret();
    }
}
