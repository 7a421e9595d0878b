package dev.detour.failure;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.BodyStart;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one code for what happened to an attempt.
 *
 * <p>It works from the facts that the client's adapter gathered on the way, then from the classes of the exception, its
 * causes and what it suppressed. Texts come last, and only those that a program wrote in English whatever the locale;
 * {@link ConnectRule} names the exception. Where facts are missing it takes the code that promises less: that the
 * origin may have acted.
 *
 * <p>Immutable, for any thread; it neither blocks nor looks anything up.
 */
public final class Classifier {
    /**
     * What ended in an exception, from the certain to the general: the first that knows it decides. A timer comes before
     * what the connection looked like after it ran out, and the phase before the texts.
     */
    private static final List<Rule> RULES = List.of(
            CallerRule::kindOf,
            ProxyRule::kindOf,
            TimeoutRule::kindOf,
            ProxyRule::cut,
            ResponseRule::givenUp,
            TlsRule::kindOf,
            BodyRule::kindOf,
            Http2Rule::kindOf,
            ConnectRule::kindOf,
            CallerRule::threw,
            ResponseRule::garbled,
            RequestRule::kindOf);

    /** The least wait where an HTTP/2 server asks for calm. */
    private static final Duration CALM = Duration.ofSeconds(1);

    /** Redirects that java.net.http follows by default. */
    private static final int FOLLOWED = 4;

    private final Providers providers;
    private final Secrets secrets;
    private final Ticker ticker;

    /**
     * Makes one.
     *
     * @param providers whose answers are known
     * @param secrets what messages must not tell
     * @param ticker the time of day, from which dates in answers are counted
     */
    public Classifier(Providers providers, Secrets secrets, Ticker ticker) {
        this.providers = providers;
        this.secrets = secrets;
        this.ticker = ticker;
    }

    /**
     * The failure of an attempt.
     *
     * @param provider whose errors the configuration says to expect; null: by the host that the application meant
     * @return null where it is none; a call that the application cancelled is {@link FailureKind#CANCELLED}, which no one
     *     is told of
     */
    public @Nullable Failure classify(Attempt attempt, Outcome outcome, Asked asked, @Nullable String provider) {
        Throwable thrown = outcome.failure();
        return thrown == null
                ? ofAnswer(attempt, outcome, asked, provider)
                : ofException(new Trouble(attempt, asked, thrown));
    }

    /**
     * Whether the body of an answer with this head is to be looked at before it is judged; the same arguments. Of a page,
     * only where it would be a failure: else its application would wait for it in vain.
     */
    public boolean readsBody(Attempt attempt, Outcome head, Asked asked, @Nullable String provider) {
        if (!head.tellsInBody()) {
            return false;
        }
        return head.status() >= 400
                || StatusRule.kindOf(read(attempt, head, asked, provider, body(head, asked))) != null;
    }

    /** Whether the peer has said, by this, that it did not act on the request (RFC 9113, 8.7). */
    public static boolean isUnprocessed(Throwable failure) {
        return Http2Rule.isUnprocessed(Causes.of(failure));
    }

    /** Whom an answer seems to be from, by its own form; the same arguments. */
    public Genuineness genuineness(Attempt attempt, Outcome outcome, Asked asked, @Nullable String provider) {
        Answer answer = read(attempt, outcome, asked, provider, body(outcome, asked));
        if (answer.isOwn()) {
            return Genuineness.PROVIDER;
        }
        if (answer.isHtml()) {
            return Genuineness.PAGE;
        }
        return answer.isJson() ? Genuineness.DATA : answer.isEmpty() ? Genuineness.EMPTY : Genuineness.OTHER;
    }

    /** That an answer to HEAD has no body says nothing. */
    private static ErrorBody body(Outcome outcome, Asked asked) {
        return new ErrorBody(asked.method().equals("HEAD") ? BodyStart.UNSEEN : outcome.body());
    }

    private Answer read(Attempt attempt, Outcome outcome, Asked asked, @Nullable String named, ErrorBody body) {
        Provider provider = providers.of(named, asked.url().origin().host(), outcome, body.fields());
        return new Answer(outcome, asked, attempt.target(), body, provider);
    }

    private @Nullable Failure ofAnswer(Attempt attempt, Outcome outcome, Asked asked, @Nullable String named) {
        boolean redirecting = isStillRedirecting(attempt, outcome);
        if (!redirecting && !outcome.tellsInBody()) {
            // What nearly every answer is: whose it is need not be asked.
            return null;
        }
        ErrorBody body = body(outcome, asked);
        Answer answer = read(attempt, outcome, asked, named, body);
        FailureKind kind = redirecting ? FailureKind.REDIRECT_LOOP : StatusRule.kindOf(answer);
        if (kind == null) {
            return null;
        }
        return Failure.builder(kind, outcome.status())
                .disposition(disposition(kind, outcome.status(), attempt))
                .message(answer.message(text -> secrets.removeFrom(text, asked)))
                .requestId(withoutSecrets(answer.requestId(), asked))
                .retryAfter(RetryAfter.of(kind, outcome, body.fields(), ticker.now()))
                .limitRemaining(answer.limitRemaining())
                .lasted(lasted(attempt))
                .shouldRetry(answer.shouldRetry())
                .body(outcome.body())
                .probableUrl(kind == FailureKind.WRONG_BASE_URL ? withoutSecrets(answer.probableUrl(), asked) : null)
                .build();
    }

    private @Nullable String withoutSecrets(@Nullable String text, Asked asked) {
        return text == null ? null : secrets.removeFrom(text, asked);
    }

    /**
     * What looks on while an answer's events pass, for an answer that is no failure by its head.
     *
     * @param provider whose events the configuration says to expect; null: by the host that the application meant
     * @return null where there is nothing to judge: no event stream, none of a known provider, or one that is
     *     compressed
     */
    public @Nullable EventStream events(Outcome outcome, Asked asked, @Nullable String provider) {
        if (!outcome.isEventStream()) {
            return null;
        }
        String encoding = outcome.header("content-encoding");
        boolean readable = encoding == null || encoding.equalsIgnoreCase("identity");
        Provider known = providers.of(provider, asked.url().origin().host(), outcome, JsonFields.NONE);
        boolean judged = outcome.status() == 200 && !asked.method().equals("HEAD") && readable;
        return known == null || !judged
                ? null
                : new EventStream(known, asked.method().equals("POST"), text -> secrets.removeFrom(text, asked));
    }

    /** After its fifth request (jdk.httpclient.redirects.retrylimit) java.net.http hands back what it then has. */
    private static boolean isStillRedirecting(Attempt attempt, Outcome outcome) {
        return outcome.status() / 100 == 3 && outcome.header("location") != null && attempt.redirects() >= FOLLOWED;
    }

    private Failure ofException(Trouble trouble) {
        FailureKind kind = suspected(kindOf(trouble), trouble);
        int status = kind == FailureKind.PROXY_REFUSED_TUNNEL || kind == FailureKind.PROXY_AUTH_REQUIRED
                ? ProxyRule.tunnelStatus(trouble.causes())
                : 0;
        return Failure.builder(kind, status)
                .disposition(disposition(kind, status, trouble))
                .message(withoutSecrets(trouble.causes().messages(), trouble.asked()))
                .exception(trouble.causes().classes())
                .issuer(withoutSecrets(trouble.attempt().issuer(), trouble.asked()))
                .lasted(lasted(trouble.attempt()))
                .build();
    }

    private Duration lasted(Attempt attempt) {
        return Duration.ofNanos(Math.max(0, ticker.nanos() - attempt.startedNanos()));
    }

    private static FailureKind kindOf(Trouble trouble) {
        for (Rule rule : RULES) {
            FailureKind kind = rule.kindOf(trouble);
            if (kind != null) {
                return kind;
            }
        }
        return FailureKind.UNKNOWN;
    }

    /** Where a connection failed at an address that the host cannot have, the name is to blame. */
    private FailureKind suspected(FailureKind kind, Trouble trouble) {
        boolean connecting =
                kind.layer() == Layer.CONNECT || kind == FailureKind.TLS_RESET || kind == FailureKind.TLS_TIMEOUT;
        if (!connecting || trouble.isThroughProxy()) {
            return kind;
        }
        String host = trouble.attempt().target().origin().host();
        Provider vendor = providers.at(host);
        boolean isPublic = vendor != null && vendor.isPublicOnly();
        return SuspiciousAddress.isSuspicious(host, isPublic, trouble.attempt().address())
                ? FailureKind.DNS_SUSPICIOUS
                : kind;
    }

    private static Disposition disposition(FailureKind kind, int status, Trouble trouble) {
        Disposition disposition = disposition(kind, status, trouble.attempt());
        boolean calm = kind == FailureKind.H2_RESET && Http2Rule.asksForCalm(trouble.causes());
        return calm ? disposition.after(CALM) : disposition;
    }

    private static Disposition disposition(FailureKind kind, int status, Attempt attempt) {
        Disposition disposition = kind.disposition(status);
        return attempt.isInDoubt() ? disposition.maybeActedOn() : disposition;
    }
}
