package dev.detour.telemetry;

import com.google.auto.value.AutoValue;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.Origin;
import dev.detour.failure.Failure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that tells one request from another in metrics: the same for nearly all calls of a program. */
@AutoValue
abstract class Series {
    /** RFC 9110 and PATCH; the conventions want any other one told so, or applications could make series at will. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    abstract String method();

    /** Where the attempt went. */
    abstract Origin server();

    abstract @Nullable String route();

    abstract @Nullable String path();

    /** Our code; null where nothing failed. */
    abstract @Nullable String kind();

    /** 0 where no answer came. */
    abstract int status();

    /** As in the attempt: {@code http/1.1} or {@code h2}. */
    abstract @Nullable String protocol();

    /** Of the attempt that is reported, and of its failure, if it is one. */
    static Series of(CallReport report, @Nullable Failure failure) {
        String method = report.asked().method();
        Attempt attempt = report.attempt();
        return new AutoValue_Series(
                METHODS.contains(method) ? method : "_OTHER",
                attempt.target().origin(),
                report.route(),
                attempt.path(),
                failure == null ? null : failure.kind().code(),
                failure == null ? report.status() : failure.status(),
                attempt.protocol());
    }
}
