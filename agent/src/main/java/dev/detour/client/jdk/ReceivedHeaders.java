package dev.detour.client.jdk;

import dev.detour.exchange.AnswerHeaders;
import dev.detour.exchange.Words;
import java.net.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** The headers of an answer of {@code java.net.http}. */
final class ReceivedHeaders implements AnswerHeaders {
    private final HttpHeaders headers;

    ReceivedHeaders(HttpHeaders headers) {
        this.headers = headers;
    }

    @Override
    public @Nullable String first(String name) {
        return FirstValue.of(headers, name);
    }

    @Override
    public boolean mayHold(String part, int least) {
        for (String name : headers.map().keySet()) {
            if (name.length() >= least && Words.hold(name, part)) {
                return true;
            }
        }
        return false;
    }
}
