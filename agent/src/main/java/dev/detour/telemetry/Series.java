package dev.detour.telemetry;

import com.google.auto.value.AutoValue;
import dev.detour.exchange.Origin;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that tells one request from another in metrics: the same for nearly all calls of a program. */
@AutoValue
abstract class Series {
    /** RFC 9110 and PATCH; the conventions want any other one told so, or applications could make series at will. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    abstract String method();

    abstract Origin server();

    abstract @Nullable String route();

    abstract @Nullable String path();

    abstract @Nullable String kind();

    abstract int status();

    abstract @Nullable String protocol();

    static Series of(Measured measured) {
        return new AutoValue_Series(
                METHODS.contains(measured.method()) ? measured.method() : "_OTHER",
                measured.server(),
                measured.route(),
                measured.path(),
                measured.kind(),
                measured.status(),
                measured.protocol());
    }
}
