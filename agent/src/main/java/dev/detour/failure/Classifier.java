package dev.detour.failure;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Attempt;
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
            ResponseRule::garbled,
            RequestRule::kindOf);

    /** The least wait where an HTTP/2 server asks for calm. */
    private static final Duration CALM = Duration.ofSeconds(1);

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

    private @Nullable Failure ofAnswer(Attempt attempt, Outcome outcome, Asked asked, @Nullable String named) {
        Provider provider = providers.of(named, asked.url().origin().host(), outcome);
        Answer answer = new Answer(outcome, asked, attempt.target(), provider);
        FailureKind kind = StatusRule.kindOf(answer);
        if (kind == null) {
            return null;
        }
        String requestId = answer.requestId();
        return Failure.builder(kind, outcome.status())
                .requestId(requestId == null ? null : secrets.removeFrom(requestId))
                .retryAfter(RetryAfter.of(outcome, ticker.now()))
                .limitRemaining(answer.limitRemaining())
                .build();
    }

    private Failure ofException(Trouble trouble) {
        FailureKind kind = suspected(kindOf(trouble), trouble);
        int status = kind == FailureKind.PROXY_REFUSED_TUNNEL || kind == FailureKind.PROXY_AUTH_REQUIRED
                ? ProxyRule.tunnelStatus(trouble.causes())
                : 0;
        String message = trouble.causes().messages();
        return Failure.builder(kind, status)
                .disposition(disposition(kind, status, trouble))
                .message(message == null ? null : secrets.removeFrom(message))
                .exception(trouble.causes().classes())
                .issuer(trouble.attempt().issuer())
                .build();
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
        Disposition disposition = kind.disposition(status);
        boolean calm = kind == FailureKind.H2_RESET && Http2Rule.asksForCalm(trouble.causes());
        return calm ? disposition.after(CALM) : disposition;
    }
}
