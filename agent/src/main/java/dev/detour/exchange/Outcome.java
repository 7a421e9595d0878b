package dev.detour.exchange;

import org.jspecify.annotations.Nullable;

/** How an attempt ended, as far as its client can tell: with an answer's head and the start of its body, or with an exception. */
public final class Outcome {
    /** Looked up, and missing: told from any header by its identity. */
    private static final String NONE = new String("none");

    /** What is made of a content type: asked several times of each answer. */
    private enum Content {
        PAGE,
        EVENTS,
        OTHER
    }

    private final @Nullable Throwable failure;
    private final int status;
    private final AnswerHeaders headers;
    private final BodyStart body;
    /** Null where nobody has asked yet. Whoever races for it looks it up again, and finds the same. */
    private @Nullable String contentType;

    /** The same. */
    private @Nullable Content content;

    private Outcome(
            @Nullable Throwable failure,
            int status,
            AnswerHeaders headers,
            @Nullable String contentType,
            BodyStart body) {
        this.failure = failure;
        this.status = status;
        this.headers = headers;
        this.contentType = contentType;
        this.body = body;
    }

    /**
     * An answer came.
     *
     * @param status its status code
     * @param headers what it says of itself
     */
    public static Outcome answered(int status, AnswerHeaders headers) {
        return new Outcome(null, status, headers, null, BodyStart.UNSEEN);
    }

    /** The same, with what came of its body. */
    public static Outcome answered(int status, AnswerHeaders headers, BodyStart body) {
        return answered(status, headers).with(body);
    }

    /** This answer, with what came of its body. */
    public Outcome with(BodyStart start) {
        return start == body ? this : new Outcome(failure, status, headers, contentType, start);
    }

    /** The client threw. */
    public static Outcome failed(Throwable failure) {
        return new Outcome(failure, 0, name -> null, null, BodyStart.UNSEEN);
    }

    /** What the client threw; null where an answer came. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /** The status code; 0 where no answer came. */
    public int status() {
        return status;
    }

    /** The first value of a header of the answer; null where there is none. */
    public @Nullable String header(String name) {
        return headers.first(name);
    }

    /** Whether the name of some header may hold this part: {@link AnswerHeaders#mayHold}. */
    public boolean mayHold(String part, int least) {
        return headers.mayHold(part, least);
    }

    /** What the body is said to be; null where it is not said. */
    @SuppressWarnings("ReferenceEquality")
    public @Nullable String contentType() {
        String known = contentType;
        if (known == null) {
            String said = header("content-type");
            known = said == null ? NONE : said;
            contentType = known;
        }
        return known == NONE ? null : known;
    }

    /** Whether this may be a failure whose name stands in the body. */
    public boolean tellsInBody() {
        return status >= 400 || (status >= 200 && status != 204 && status != 304 && content() == Content.PAGE);
    }

    /** Whether the body is said to be a stream of events. */
    public boolean isEventStream() {
        return content() == Content.EVENTS;
    }

    private Content content() {
        Content known = content;
        if (known == null) {
            known = contentOf(contentType());
            content = known;
        }
        return known;
    }

    private static Content contentOf(@Nullable String said) {
        if (said == null) {
            return Content.OTHER;
        }
        if (Words.hold(said, "html")) {
            return Content.PAGE;
        }
        return Words.hold(said, "text/event-stream") ? Content.EVENTS : Content.OTHER;
    }

    /** The start of the answer's body; unseen where nobody looked. */
    public BodyStart body() {
        return body;
    }
}
