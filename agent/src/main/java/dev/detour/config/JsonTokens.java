package dev.detour.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON, from Jackson's parser. */
final class JsonTokens implements Tokens {
    private final String file;
    private final JsonParser parser;
    private int depth;

    JsonTokens(String file, String text) {
        this.file = file;
        try {
            parser = JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
                    .build()
                    .createParser(text);
        } catch (IOException never) {
            throw new UncheckedIOException(never); // there is nothing to be read but a text
        }
    }

    @Override
    public Token next() throws Unreadable {
        boolean between = depth == 0 && parser.currentToken() != null;
        Token token = token();
        return between && token != Token.END_OF_FILE ? Token.DOCUMENT : token;
    }

    private Token token() throws Unreadable {
        JsonToken token = advance();
        if (token == null) {
            return Token.END_OF_FILE;
        }
        switch (token) {
            case START_OBJECT:
                depth++;
                return Token.MAPPING;
            case START_ARRAY:
                depth++;
                return Token.SEQUENCE;
            case END_OBJECT:
            case END_ARRAY:
                depth--;
                return Token.END;
            case VALUE_NULL:
                return Token.NOTHING;
            default:
                return Token.SCALAR;
        }
    }

    private @Nullable JsonToken advance() throws Unreadable {
        try {
            return parser.nextToken();
        } catch (JsonProcessingException malformed) {
            throw unreadable(malformed);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    @Override
    public Where where() {
        return place(parser.currentTokenLocation());
    }

    private Where place(JsonLocation location) {
        return Where.file(file, Math.max(location.getLineNr(), 1), Math.max(location.getColumnNr(), 1));
    }

    @Override
    public String text() throws Unreadable {
        try {
            return parser.getText();
        } catch (JsonProcessingException malformed) {
            throw unreadable(malformed);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    private Unreadable unreadable(JsonProcessingException malformed) {
        JsonLocation location = malformed.getLocation();
        return new Unreadable(
                location == null ? Where.file(file, 1, 1) : place(location), "this is not valid YAML or JSON");
    }

    @Override
    public @Nullable String refused() {
        return null;
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }
}
