package dev.detour.telemetry;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.Memo;
import dev.detour.exchange.Phase;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import dev.detour.exchange.Url;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes events of reports, without secrets. To be asked on the thread that reports: there the facts are what they are. */
final class Wording {
    private static final String RETRY_COUNT = "X-Stainless-Retry-Count";

    private final Secrets secrets;
    private final Ticker ticker;
    private final boolean bodies;

    /** To look for secrets takes 5 µs. */
    private final Memo<Url, String> told;

    /** With bodies, where they are wanted, or without. */
    Wording(Secrets secrets, Ticker ticker, boolean bodies) {
        this.secrets = secrets;
        this.ticker = ticker;
        this.bodies = bodies;
        this.told = new Memo<>(url -> Event.clipped(secrets.removeFrom(url.withoutQuery())), Url::length);
    }

    Event of(Event.Name name, CallReport report, @Nullable String decision) {
        Asked asked = report.asked();
        Attempt attempt = report.attempt();
        Event.Builder event = Event.builder(name, ticker.now())
                .with(Event.Key.CALL, report.callId())
                .with(Event.Key.CLIENT, asked.client())
                .with(Event.Key.CLIENT_VERSION, asked.clientVersion())
                .with(Event.Key.ROUTE, report.route())
                .with(Event.Key.PATH, attempt.path())
                .with(Event.Key.METHOD, asked.method())
                .with(Event.Key.URL, of(asked.url()))
                .with(Event.Key.TARGET, of(attempt.target()))
                .with(Event.Key.PROXY, attempt.proxy())
                .positive(Event.Key.ATTEMPT, attempt.number())
                .positive(Event.Key.ATTEMPTS, report.attempts())
                .positive(Event.Key.ATTEMPTS_ALLOWED, report.attemptsAllowed())
                .positive(Event.Key.HIDDEN_SENDS, attempt.hiddenSends())
                .with(Event.Key.DECISION, decision)
                .with(Event.Key.REASON, report.reason())
                .with(Event.Key.DELAY_MS, delay(decision, report))
                .with(Event.Key.CALL_MS, (Long) report.callMillis())
                .with(Event.Key.CALLER_RETRY, number(asked.header(RETRY_COUNT)));
        addFacts(name, event, attempt);
        Failure failure = report.failure();
        if (failure != null) {
            addFailure(event, failure);
            if (bodies && failure.body().isSeen()) {
                event.with(
                        Event.Key.RESPONSE_BODY,
                        secrets.removeFrom(failure.body().text(), asked));
            }
        }
        return event.build();
    }

    /** Without its query, and no longer than an event's text. */
    String of(Url url) {
        return told.of(url.query() == null ? url : Url.of(url.origin(), url.path(), null));
    }

    private static @Nullable Long delay(@Nullable String decision, CallReport report) {
        return decision != null && decision.endsWith("retry") ? (Long) report.delayMillis() : null;
    }

    private static @Nullable Long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Long.valueOf(text) : null;
    }

    private void addFacts(Event.Name name, Event.Builder event, Attempt attempt) {
        Phase phase = endsWithHead(name) ? Phase.HEADERS : attempt.phase();
        event.with(Event.Key.PHASE, phase == null ? null : phase.code())
                .with(Event.Key.ELAPSED_MS, (Long) elapsedMillis(name, attempt))
                .with(Event.Key.FIRST_BYTE_MS, attempt.firstByteNanos() == 0 ? null : (Long) firstByteMillis(attempt))
                .positive(Event.Key.BYTES, bodyBytes(name, attempt))
                .with(Event.Key.CONNECTION, connection(attempt))
                .with(Event.Key.ADDRESS, attempt.address())
                .with(Event.Key.PROTOCOL, attempt.protocol());
    }

    /** Whether an attempt has succeeded, which it does with its answer's head, however much of the body has come since. */
    private static boolean endsWithHead(Event.Name name) {
        return name == Event.Name.CALL_RECOVERED || name == Event.Name.CALL_SLOW;
    }

    /** From the start of an attempt until it succeeded, or until now. */
    long elapsedMillis(Event.Name name, Attempt attempt) {
        return endsWithHead(name) ? firstByteMillis(attempt) : millis(ticker.nanos() - attempt.startedNanos());
    }

    /** Handed to the application by the end of an attempt. */
    static long bodyBytes(Event.Name name, Attempt attempt) {
        return endsWithHead(name) ? 0 : attempt.bodyBytes();
    }

    /** Null where there was none. */
    static @Nullable String connection(Attempt attempt) {
        Phase phase = attempt.phase();
        boolean connected = phase != null && phase.compareTo(Phase.WRITE) >= 0;
        return attempt.isReused() ? "reused" : connected ? "new" : null;
    }

    private static void addFailure(Event.Builder event, Failure failure) {
        Duration retryAfter = failure.retryAfter();
        event.with(Event.Key.KIND, failure.kind().code())
                .with(Event.Key.LAYER, failure.kind().layer().code())
                .positive(Event.Key.STATUS, failure.status())
                .with(Event.Key.ISSUER, failure.issuer())
                .with(Event.Key.EXCEPTION, failure.exception())
                .with(Event.Key.MESSAGE, failure.message())
                .with(Event.Key.HINT, failure.hint())
                .with(Event.Key.REQUEST_ID, failure.requestId())
                .with(Event.Key.RETRY_AFTER_MS, retryAfter == null ? null : (Long) retryAfter.toMillis())
                .with(Event.Key.LIMIT_REMAINING, failure.limitRemaining());
    }

    /** From the start of an attempt until its first byte; 0 where no answer came. */
    static long firstByteNanos(Attempt attempt) {
        return attempt.firstByteNanos() == 0 ? 0 : attempt.firstByteNanos() - attempt.startedNanos();
    }

    static long firstByteMillis(Attempt attempt) {
        return millis(firstByteNanos(attempt));
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    Event of(Event.Name name, BreakerReport report) {
        FailureKind kind = report.kind();
        return Event.builder(name, ticker.now())
                .with(Event.Key.ROUTE, report.route())
                .with(Event.Key.PATH, report.path())
                .with(Event.Key.TARGET, secrets.removeFrom(report.origin()))
                .with(Event.Key.KIND, kind == null ? null : kind.code())
                .with(Event.Key.LAYER, kind == null ? null : kind.layer().code())
                .with(Event.Key.HINT, kind == null ? null : kind.hint())
                .positive(Event.Key.FAILURES, report.failures())
                .positive(Event.Key.OPEN_MS, report.openMillis())
                .build();
    }

    Event leftAlone(String what, String why) {
        return Event.builder(Event.Name.LEFT_ALONE, ticker.now())
                .with(Event.Key.URL, secrets.removeFrom(what))
                .with(Event.Key.MESSAGE, secrets.removeFrom(why))
                .build();
    }

    Event configLoaded(String from) {
        return Event.builder(Event.Name.CONFIG_LOADED, ticker.now())
                .with(Event.Key.SOURCE, secrets.removeFrom(from))
                .build();
    }

    Event configRejected(String from, List<String> faults) {
        return Event.builder(Event.Name.CONFIG_REJECTED, ticker.now())
                .with(Event.Key.SOURCE, secrets.removeFrom(from))
                .with(Event.Key.MESSAGE, secrets.removeFrom(String.join("\n", faults)))
                .build();
    }

    /**
     * An error of ours.
     *
     * @param place where it came from; empty where that is not known
     */
    Event agentError(Throwable fault, String place) {
        return Event.builder(Event.Name.AGENT_ERROR, ticker.now())
                .with(Event.Key.EXCEPTION, fault.getClass().getName())
                .with(Event.Key.MESSAGE, secrets.removeFrom(fault + place))
                .build();
    }

    Event dropped(long count) {
        return dropped(count, "more came than can be written");
    }

    Event lost(long count) {
        return dropped(count, "the file could not be written");
    }

    private Event dropped(long count, String why) {
        return Event.builder(Event.Name.AGENT_ERROR, ticker.now())
                .with(Event.Key.MESSAGE, count + " events were dropped: " + why)
                .build();
    }
}
