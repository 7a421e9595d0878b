package dev.detour.failure;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Url;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An answer's head and the start of its body, read for what they tell of who gave it. */
final class Answer {
    /** The header names of all vendors that are known, and of gateways; the first that is there counts. */
    private static final List<String> REQUEST_IDS =
            List.of("request-id", "x-request-id", "apim-request-id", "x-litellm-call-id", "x-amzn-requestid", "cf-ray");

    /** Of the draft of the IETF, beside those of {@link Limits}. */
    private static final List<String> LIMITS =
            List.of("ratelimit", "ratelimit-limit", "ratelimit-reset", "x-ratelimit-limit", "x-ratelimit-reset");

    /** Of a header that is read for words, which stand at its beginning. */
    private static final int LONGEST_VALUE = 300;

    /** Longer ones are none. */
    private static final int LONGEST_ID = 128;

    private final Outcome outcome;
    private final Asked asked;
    private final Url target;
    private final ErrorBody body;
    private final @Nullable Provider provider;
    private final String contentType;

    Answer(Outcome outcome, Asked asked, Url target, ErrorBody body, @Nullable Provider provider) {
        this.outcome = outcome;
        this.asked = asked;
        this.target = target;
        this.body = body;
        this.provider = provider;
        this.contentType = lower(outcome.contentType());
    }

    private static String lower(@Nullable String text) {
        return text == null
                ? ""
                : text.substring(0, Math.min(text.length(), LONGEST_VALUE)).toLowerCase(Locale.ROOT);
    }

    int status() {
        return outcome.status();
    }

    boolean isOfVendor() {
        return provider != null;
    }

    /**
     * Whether it is in the vendor's own form: its error, else one of its headers, which gateways may copy to what they
     * say themselves. Where the body was not seen, JSON is taken for its error.
     */
    boolean isOwn() {
        if (provider == null || isHtml()) {
            return false;
        }
        if (body.isJson()) {
            return provider.hasFormed(body.fields()) || provider.hasMarked(outcome);
        }
        return provider.hasSigned(outcome) || (!body.isSeen() && isJson());
    }

    /** What the vendor's error means by its own words; null where its status says it. */
    @Nullable
    FailureKind meaning() {
        return provider == null ? null : provider.meaningOf(body.fields());
    }

    boolean isHtml() {
        return body.isPage()
                || (!body.isJson()
                        && (contentType.startsWith("text/html") || contentType.startsWith("application/xhtml")));
    }

    boolean isJson() {
        return body.isJson() || (!isEmpty() && (contentType.contains("/json") || contentType.contains("+json")));
    }

    boolean isEmpty() {
        return body.isSeen() ? body.isEmpty() : contentType.isEmpty() || "0".equals(outcome.header("content-length"));
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
        return path().isWrong();
    }

    /** The URL that was probably meant, where the one sent cannot be one of the vendor's; null: not known. */
    @Nullable
    String probableUrl() {
        return path().probable();
    }

    private ApiPath path() {
        return new ApiPath(provider == null ? List.of() : provider.versions(), target, asked.url());
    }

    /** What it says of itself, as {@link ErrorBody#message}; null: nothing. */
    @Nullable
    String message(UnaryOperator<String> withoutSecrets) {
        return body.message(provider, withoutSecrets);
    }

    /** What the vendors' SDKs obey before anything else; null where it is not said. */
    @Nullable
    Boolean shouldRetry() {
        String said = lower(outcome.header("x-should-retry")).trim();
        return said.equals("true") ? Boolean.TRUE : said.equals("false") ? Boolean.FALSE : null;
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
        return Limits.remaining(outcome);
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
