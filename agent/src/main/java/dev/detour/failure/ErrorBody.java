package dev.detour.failure;

import dev.detour.exchange.BodyStart;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The start of a body, read for what it says of a failure. Its own form counts, not the one that its head declares. */
final class ErrorBody {
    /** Where APIs of all kinds put what happened, the vendors' own places first; RFC 9457 among them. */
    private static final List<String> MESSAGES = List.of(
            "error.message", "response.error.message", "message", "detail", "error_description", "title", "error");

    private static final List<String> TYPES =
            List.of("error.type", "error.code", "error.status", "response.error.code", "code", "type");

    private static final int LONGEST_MESSAGE = 500;
    private static final int LONGEST_TITLE = 100;

    private static final Pattern PAGE = Pattern.compile(
            "^[\\s\\uFEFF]*<(?:!doctype html|html|head|body|script|h1)[\\s>]", Pattern.CASE_INSENSITIVE);
    private static final Pattern TITLE = Pattern.compile("<title[^>]{0,100}>([^<]{1,1000})", Pattern.CASE_INSENSITIVE);

    private final BodyStart body;
    private final String text;
    private final JsonFields fields;

    ErrorBody(BodyStart body) {
        this.body = body;
        this.text = body.isSeen() ? body.text() : "";
        this.fields = body.isSeen() && looksLikeJson() ? JsonFields.of(text) : JsonFields.NONE;
    }

    private boolean looksLikeJson() {
        String begin = text.stripLeading();
        return begin.startsWith("{") || begin.startsWith("[");
    }

    boolean isSeen() {
        return body.isSeen();
    }

    boolean isEmpty() {
        return body.isSeen() && text.isBlank();
    }

    boolean isPage() {
        return body.isSeen() && PAGE.matcher(text).find();
    }

    boolean isJson() {
        return !fields.isEmpty();
    }

    JsonFields fields() {
        return fields;
    }

    /**
     * What the answer says of itself: an error's type and message, or a page's title.
     *
     * @param provider whose error it is; null: not known
     * @param withoutSecrets takes them out of a text, which is cut after that: of half a secret nobody would know that it
     *     is one
     * @return null where it says nothing in a known form: no other part of a body is ever told
     */
    @Nullable
    String message(@Nullable Provider provider, UnaryOperator<String> withoutSecrets) {
        if (isJson()) {
            String said = said(provider);
            return said == null ? null : bounded(withoutSecrets.apply(said), LONGEST_MESSAGE);
        }
        return isPage() ? page(withoutSecrets) : null;
    }

    private @Nullable String said(@Nullable Provider provider) {
        String type = first(provider == null ? List.of() : provider.typeFields(), TYPES);
        String message = first(provider == null ? List.of() : provider.messageFields(), MESSAGES);
        return message == null || type == null ? message == null ? type : message : type + ": " + message;
    }

    private @Nullable String first(List<String> own, List<String> usual) {
        String found = fields.first(own);
        return found != null ? found : fields.first(usual);
    }

    private String page(UnaryOperator<String> withoutSecrets) {
        Matcher title = TITLE.matcher(text);
        return title.find()
                ? "a page titled \""
                        + bounded(withoutSecrets.apply(title.group(1).strip()), LONGEST_TITLE) + "\""
                : "a page";
    }

    /** On one line. */
    private static String bounded(String text, int longest) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() > longest ? line.substring(0, longest) + "…" : line;
    }
}
