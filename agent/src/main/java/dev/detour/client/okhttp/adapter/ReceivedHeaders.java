package dev.detour.client.okhttp.adapter;

import dev.detour.exchange.AnswerHeaders;
import dev.detour.exchange.Words;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** The headers of an answer of OkHttp. */
final class ReceivedHeaders implements AnswerHeaders {
    private final Headers headers;

    ReceivedHeaders(Headers headers) {
        this.headers = headers;
    }

    @Override
    public @Nullable String first(String name) {
        return headers.get(name);
    }

    @Override
    public boolean mayHold(String part, int least) {
        for (int i = 0; i < headers.size(); i++) {
            String name = headers.name(i);
            if (name.length() >= least && Words.hold(name, part)) {
                return true;
            }
        }
        return false;
    }
}
