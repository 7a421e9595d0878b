package dev.detour.client.jdk;

import java.net.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first value of a header, without the stream that {@link HttpHeaders#firstValue} makes for each. */
final class FirstValue {
    private FirstValue() {}

    /** Null where there is none. The map is the JDK's own, which does not look at the case of names. */
    static @Nullable String of(HttpHeaders headers, String name) {
        List<String> values = headers.map().get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }
}
