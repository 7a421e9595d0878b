package dev.detour.config;

import dev.detour.config.Node.Broken;
import dev.detour.config.Node.Entry;
import dev.detour.config.Node.Mapping;
import dev.detour.config.Node.Scalar;
import dev.detour.config.Node.Sequence;
import dev.detour.config.Tokens.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From the text of the file to nodes that know where they stand.
 *
 * <p>YAML is read token by token, and every scalar is taken as it is written: {@code no}, {@code 1.1} and {@code 0x1F}
 * mean what the key says, not what YAML 1.1 guesses. Nesting is bounded here, before a parser or a caller could run out
 * of stack. What the parsers say of a fault is not repeated, because they quote the file.
 */
final class TreeReader {
    /** The contract nests six deep. */
    private static final int DEEPEST = 24;

    private final String file;
    private final Substitution substitution;
    private final Faults faults;

    TreeReader(String file, Substitution substitution, Faults faults) {
        this.file = file;
        this.substitution = substitution;
        this.faults = faults;
    }

    /** The file's one mapping, empty where the file is; null where it cannot be understood, which is then told. */
    @Nullable
    Mapping read(String text) {
        Where start = Where.file(file, 1, 1);
        try (Tokens tokens = tokens(text)) {
            return document(tokens, start);
        } catch (Unreadable unreadable) {
            faults.add(unreadable.where(), unreadable.problem());
        } catch (RuntimeException failed) {
            // The parsers' own defects on odd input; their messages may quote the file.
            faults.add(
                    start, "this cannot be read as YAML: " + failed.getClass().getSimpleName());
        }
        return null;
    }

    /** JSON may be indented with tabs, which YAML does not allow. */
    private Tokens tokens(String text) throws Unreadable {
        return file.toLowerCase(Locale.ROOT).endsWith(".json")
                ? new JsonTokens(file, text)
                : new YamlTokens(file, text);
    }

    private @Nullable Mapping document(Tokens tokens, Where start) throws Unreadable {
        Token first = tokens.next();
        if (first == Token.END_OF_FILE) {
            return Mapping.empty(start);
        }
        Node root = node(tokens, first, 0);
        if (tokens.next() != Token.END_OF_FILE) {
            throw new Unreadable(tokens.where(), "a second document begins here; a configuration is one");
        }
        if (root instanceof Mapping) {
            return (Mapping) root;
        }
        if (root instanceof Scalar && ((Scalar) root).text() == null) {
            return Mapping.empty(start);
        }
        if (!(root instanceof Broken)) {
            faults.add(root.where(), "a configuration is a mapping, as 'routes: …'; this is " + root.kind());
        }
        return null;
    }

    /** The node that begins with the current token. */
    private Node node(Tokens tokens, Token token, int depth) throws Unreadable {
        Where where = tokens.where();
        if (depth > DEEPEST) {
            throw new Unreadable(where, "nested more than " + DEEPEST + " deep");
        }
        String refused = tokens.refused();
        if (refused != null) {
            throw new Unreadable(where, refused);
        }
        switch (token) {
            case MAPPING:
                return mapping(tokens, where, depth);
            case SEQUENCE:
                return sequence(tokens, where, depth);
            case NOTHING:
                return Scalar.empty(where);
            default:
                Scalar scalar = substitution.apply(where, tokens.text());
                return scalar == null ? new Broken(where) : scalar;
        }
    }

    private Mapping mapping(Tokens tokens, Where where, int depth) throws Unreadable {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (tokens.next() != Token.END) {
            Where place = tokens.where();
            String key = tokens.text();
            Node value = node(tokens, tokens.next(), depth + 1);
            Entry first = entries.get(key);
            if (first != null && faults.isFull()) {
                throw new Unreadable(place, "too many keys stand here twice; what follows was not read");
            }
            if (first != null) {
                faults.add(
                        place, "key '" + Texts.shown(key) + "' stands here twice, first in line " + first.key.line());
            } else {
                entries.put(key, new Entry(place, value));
            }
        }
        return new Mapping(where, entries);
    }

    private Sequence sequence(Tokens tokens, Where where, int depth) throws Unreadable {
        List<Node> items = new ArrayList<>();
        for (Token next = tokens.next(); next != Token.END; next = tokens.next()) {
            items.add(node(tokens, next, depth + 1));
        }
        return new Sequence(where, items);
    }
}
