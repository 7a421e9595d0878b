package dev.detour.doctor;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The status line and headers of an answer. Immutable. */
final class HttpHead {
    private final int status;
    private final Map<String, String> headers;

    /**
     * @param headers the first value of each, by names in lower case
     */
    HttpHead(int status, Map<String, String> headers) {
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    int status() {
        return status;
    }

    /** Null: there is none. */
    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    boolean says(String name, String lowerCase) {
        String value = header(name);
        return value != null && value.toLowerCase(Locale.ROOT).contains(lowerCase);
    }

    boolean hasNoBody() {
        return status < 200 || status == 204 || status == 304;
    }
}
