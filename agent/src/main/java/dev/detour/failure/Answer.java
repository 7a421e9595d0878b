package dev.detour.failure;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Url;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An answer's head, read for what it tells of who gave it. The body is not looked at. */
final class Answer {
    /** The header names of all vendors that are known, and of gateways; the first that is there counts. */
    private static final List<String> REQUEST_IDS =
            List.of("request-id", "x-request-id", "apim-request-id", "x-litellm-call-id", "x-amzn-requestid", "cf-ray");

    private static final List<String> REMAINING = List.of(
            "anthropic-ratelimit-requests-remaining",
            "anthropic-ratelimit-tokens-remaining",
            "anthropic-ratelimit-input-tokens-remaining",
            "anthropic-ratelimit-output-tokens-remaining",
            "x-ratelimit-remaining-requests",
            "x-ratelimit-remaining-tokens",
            "x-ratelimit-remaining",
            "ratelimit-remaining");

    /** Of the draft of the IETF, beside {@link #REMAINING}. */
    private static final List<String> LIMITS = List.of("ratelimit", "ratelimit-limit", "x-ratelimit-limit");

    /** Longer ones are none. */
    private static final int LONGEST_ID = 128;

    private final Outcome outcome;
    private final Asked asked;
    private final Url target;
    private final @Nullable Provider provider;
    private final String contentType;

    Answer(Outcome outcome, Asked asked, Url target, @Nullable Provider provider) {
        this.outcome = outcome;
        this.asked = asked;
        this.target = target;
        this.provider = provider;
        this.contentType = lower(outcome.header("content-type"));
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    int status() {
        return outcome.status();
    }

    boolean isOfVendor() {
        return provider != null;
    }

    /** Whether it is in the vendor's own form: one of its headers, or JSON. */
    boolean isOwn() {
        return provider != null && (provider.hasSigned(outcome) || isJson());
    }

    boolean isHtml() {
        return contentType.startsWith("text/html") || contentType.startsWith("application/xhtml");
    }

    boolean isJson() {
        return !isEmpty() && (contentType.contains("/json") || contentType.contains("+json"));
    }

    boolean isEmpty() {
        return contentType.isEmpty() || "0".equals(outcome.header("content-length"));
    }

    /** Whether the vendor's status alone says that it has no capacity left. */
    boolean isOverloaded() {
        return provider != null && provider.overloaded().contains(status());
    }

    /** Whether it came from the vendor's own host, without a gateway that could have made it. */
    boolean isFromVendorsHost() {
        return provider != null && provider.isAt(target.origin().host());
    }

    /** Whether the URL as sent cannot be one of the vendor's. */
    boolean isForWrongPath() {
        return provider != null && provider.isWrongPath(target.path());
    }

    boolean isAskedToWait() {
        return outcome.header("retry-after") != null || outcome.header("retry-after-ms") != null;
    }

    boolean tellsLimits() {
        return limitRemaining() != null || LIMITS.stream().anyMatch(name -> outcome.header(name) != null);
    }

    /** Whether the application wants data and no page. */
    boolean isAskedForData() {
        String accepted = lower(asked.header("accept"));
        boolean accepts = accepted.contains("json") || accepted.contains("event-stream");
        return accepts
                || (!accepted.contains("html")
                        && lower(asked.header("content-type")).contains("json"));
    }

    /** The tightest of the limits; null where none is told. */
    @Nullable
    Long limitRemaining() {
        OptionalLong least = REMAINING.stream()
                .map(outcome::header)
                .filter(Objects::nonNull)
                .map(String::trim)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .mapToLong(Long::parseLong)
                .min();
        return least.isPresent() ? (Long) least.getAsLong() : null;
    }

    @Nullable
    String requestId() {
        for (String name : REQUEST_IDS) {
            String id = outcome.header(name);
            if (id != null && !id.isEmpty() && id.length() <= LONGEST_ID) {
                return id;
            }
        }
        return null;
    }
}
