package dev.detour.config;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** YAML, from SnakeYAML's parser: what it makes values of is not for us, and need not be loaded. */
final class YamlTokens implements Tokens {
    /** The time that SnakeYAML takes grows with the square of what has no white space: five million take 17 s. */
    private static final int LONGEST_WORD = 256 << 10;

    private final String file;
    private final String text;
    private final Parser parser;
    private @Nullable Event current;

    /**
     * @throws Unreadable where the parser would take too long
     */
    YamlTokens(String file, String text) throws Unreadable {
        this.file = file;
        this.text = text;
        refuseEndlessWords();
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(FileReads.LIMIT);
        parser = new ParserImpl(new StreamReader(text), options);
    }

    private void refuseEndlessWords() throws Unreadable {
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

    @Override
    public Token next() throws Unreadable {
        boolean first = current == null;
        Event event = event();
        while (event.is(Event.ID.StreamStart) || event.is(Event.ID.DocumentEnd)) {
            event = event();
        }
        if (event.is(Event.ID.DocumentStart)) {
            return first ? next() : Token.DOCUMENT;
        }
        switch (event.getEventId()) {
            case MappingStart:
                return Token.MAPPING;
            case SequenceStart:
                return Token.SEQUENCE;
            case MappingEnd:
            case SequenceEnd:
                return Token.END;
            case StreamEnd:
                return Token.END_OF_FILE;
            case Scalar:
                return isNothing((ScalarEvent) event) ? Token.NOTHING : Token.SCALAR;
            default:
                return Token.SCALAR; // an alias, which is refused
        }
    }

    private Event event() throws Unreadable {
        try {
            Event event = parser.getEvent();
            current = event;
            return event;
        } catch (MarkedYAMLException malformed) {
            throw new Unreadable(
                    place(malformed.getProblemMark()),
                    YamlProblem.of(String.valueOf(malformed.getContext()), String.valueOf(malformed.getProblem())));
        } catch (ReaderException unprintable) {
            throw new Unreadable(placeOfUnprintable(), "a control character; YAML has none");
        }
    }

    /** The parser knows it by its number alone. */
    private Where placeOfUnprintable() {
        int line = 1;
        int column = 1;
        int i = 0;
        while (i < text.length() && StreamReader.isPrintable(text.codePointAt(i))) {
            boolean ends = text.charAt(i) == '\n';
            line += ends ? 1 : 0;
            column = ends ? 1 : column + 1;
            i = text.offsetByCodePoints(i, 1);
        }
        return Where.file(file, line, column);
    }

    /** In quotes it is text. */
    private static boolean isNothing(ScalarEvent scalar) {
        if (scalar.getTag() != null || !scalar.isPlain()) {
            return false;
        }
        switch (scalar.getValue()) {
            case "":
            case "~":
            case "null":
            case "Null":
            case "NULL":
                return true;
            default:
                return false;
        }
    }

    @Override
    public Where where() {
        Event event = current;
        return place(event == null ? null : event.getStartMark());
    }

    private Where place(@Nullable Mark mark) {
        return mark == null ? Where.file(file, 1, 1) : Where.file(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    @Override
    public String text() throws Unreadable {
        if (current instanceof ScalarEvent) {
            return ((ScalarEvent) current).getValue();
        }
        throw new Unreadable(where(), "a key must be a single value");
    }

    @Override
    public @Nullable String refused() {
        Event event = current;
        if (event == null || event.is(Event.ID.Alias)) {
            return "YAML aliases ('*name') are not supported; what holds for every route goes under 'defaults'";
        }
        return event instanceof NodeEvent && tag(event) != null
                ? "YAML tags ('!name') are not supported; put a value that begins with '!' in quotes"
                : null;
    }

    private static @Nullable String tag(Event event) {
        return event instanceof ScalarEvent ? ((ScalarEvent) event).getTag() : ((CollectionStartEvent) event).getTag();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
