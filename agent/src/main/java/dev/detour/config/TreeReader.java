package dev.detour.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.detour.config.Node.Broken;
import dev.detour.config.Node.Entry;
import dev.detour.config.Node.Mapping;
import dev.detour.config.Node.Scalar;
import dev.detour.config.Node.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

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

    /** The time that SnakeYAML takes grows with the square of what has no white space: five million take 17 s. */
    private static final int LONGEST_WORD = 256 << 10;

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
        try (JsonParser parser = parser(text)) {
            return document(parser, start);
        } catch (Unreadable unreadable) {
            faults.add(unreadable.where, unreadable.problem);
        } catch (JsonProcessingException malformed) {
            faults.add(place(malformed), problem(malformed));
        } catch (IOException | RuntimeException failed) {
            // The parsers' own defects on odd input; their messages may quote the file.
            faults.add(
                    start, "this cannot be read as YAML: " + failed.getClass().getSimpleName());
        }
        return null;
    }

    private JsonParser parser(String text) throws IOException, Unreadable {
        // JSON may be indented with tabs, which YAML does not allow.
        if (file.toLowerCase(Locale.ROOT).endsWith(".json")) {
            return JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .build()
                    .createParser(text);
        }
        refuseEndlessWords(text);
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(FileReads.LIMIT);
        return YAMLFactory.builder()
                .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                .loaderOptions(options)
                .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL) // a builder leaves it off, the constructor on
                .build()
                .createParser(text);
    }

    private void refuseEndlessWords(String text) throws Unreadable {
        int line = 1;
        int word = 0;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            line += next == '\n' ? 1 : 0;
            word = Character.isWhitespace(next) ? 0 : word + 1;
            if (word > LONGEST_WORD) {
                throw new Unreadable(
                        Where.file(file, line, 1), "more than " + LONGEST_WORD + " characters without a space");
            }
        }
    }

    private @Nullable Mapping document(JsonParser parser, Where start) throws IOException, Unreadable {
        if (parser.nextToken() == null) {
            return Mapping.empty(start);
        }
        Node root = node(parser, 0);
        if (parser.nextToken() != null) {
            throw new Unreadable(here(parser), "a second document begins here; a configuration is one");
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

    /** The node that begins at the current token. */
    private Node node(JsonParser parser, int depth) throws IOException, Unreadable {
        Where where = here(parser);
        if (depth > DEEPEST) {
            throw new Unreadable(where, "nested more than " + DEEPEST + " deep");
        }
        refuseTagsAndAliases(parser, where);
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(parser, where, depth);
        }
        if (token == JsonToken.START_ARRAY) {
            return sequence(parser, where, depth);
        }
        if (token == JsonToken.VALUE_NULL) {
            return Scalar.empty(where);
        }
        Scalar scalar = substitution.apply(where, parser.getText());
        return scalar == null ? new Broken(where) : scalar;
    }

    private Mapping mapping(JsonParser parser, Where where, int depth) throws IOException, Unreadable {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Where place = here(parser);
            String key = parser.currentName();
            parser.nextToken();
            Node value = node(parser, depth + 1);
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

    private Sequence sequence(JsonParser parser, Where where, int depth) throws IOException, Unreadable {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, depth + 1));
        }
        return new Sequence(where, items);
    }

    private static void refuseTagsAndAliases(JsonParser parser, Where where) throws IOException, Unreadable {
        if (!(parser instanceof YAMLParser)) {
            return;
        }
        if (((YAMLParser) parser).isCurrentAlias()) {
            throw new Unreadable(
                    where,
                    "YAML aliases ('*name') are not supported; what holds for every route goes under 'defaults'");
        }
        if (parser.getTypeId() != null) {
            throw new Unreadable(
                    where, "YAML tags ('!name') are not supported; put a value that begins with '!' in quotes");
        }
    }

    private Where here(JsonParser parser) {
        return place(parser.currentTokenLocation());
    }

    private Where place(JsonLocation location) {
        return Where.file(file, Math.max(location.getLineNr(), 1), Math.max(location.getColumnNr(), 1));
    }

    private Where place(JsonProcessingException malformed) {
        MarkedYAMLException yaml = yaml(malformed);
        Mark mark = yaml == null ? null : yaml.getProblemMark();
        if (mark != null) {
            return Where.file(file, mark.getLine() + 1, mark.getColumn() + 1);
        }
        JsonLocation location = malformed.getLocation();
        return location == null ? Where.file(file, 1, 1) : place(location);
    }

    private static @Nullable MarkedYAMLException yaml(JsonProcessingException malformed) {
        Throwable cause = malformed.getCause();
        return cause instanceof MarkedYAMLException ? (MarkedYAMLException) cause : null;
    }

    private static String problem(JsonProcessingException malformed) {
        MarkedYAMLException yaml = yaml(malformed);
        if (yaml != null) {
            return YamlProblem.of(String.valueOf(yaml.getContext()), String.valueOf(yaml.getProblem()));
        }
        String message = malformed.getOriginalMessage();
        if (message != null && message.startsWith("special characters")) {
            return "a control character somewhere in this file; YAML has none";
        }
        return message != null && message.startsWith("Expected a field name")
                ? "a key must be a single value"
                : "this is not valid YAML or JSON";
    }

    /** Nothing after this can be understood. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Where where;
        private final String problem;

        Unreadable(Where where, String problem) {
            super(problem, null, false, false);
            this.where = where;
            this.problem = problem;
        }
    }
}
