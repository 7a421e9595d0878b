package dev.detour.telemetry;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.Phase;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import dev.detour.exchange.Url;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of reports, on the caller's thread because there the facts are still what they are, and hands them to one
 * background thread, which writes the file and the lines for people.
 */
final class Reporter implements Telemetry {
    /** Some megabytes at worst; at 200 failures a second, ten seconds of a disk that hangs. */
    private static final int MOST_WAITING = 2_048;

    private static final Duration IDLE = Duration.ofSeconds(5);

    /** Kinds of errors, and of things left alone, that are told apart; more are only counted. */
    private static final int MOST_KINDS = 100;

    private static final String RETRY_COUNT = "X-Stainless-Retry-Count";

    private final TelemetrySettings settings;
    private final String version;
    private final Secrets secrets;
    private final Ticker ticker;
    private final FailureLog log;
    private final @Nullable EventsFile file;
    private final Background background;
    private final Set<String> toldOnce = ConcurrentHashMap.newKeySet();
    private final AtomicLong errors = new AtomicLong();

    /** Both are the background thread's own. */
    private @Nullable Source source;

    private long droppedTold;

    Reporter(TelemetrySettings settings, String version, Secrets secrets, Ticker ticker, PrintStream err) {
        this.settings = settings;
        this.version = version;
        this.secrets = secrets;
        this.ticker = ticker;
        this.log = new FailureLog(settings.log(), ticker, err);
        String name = settings.eventsFile();
        this.file = name == null
                ? null
                : new EventsFile(name, settings.eventsMaxSize(), settings.eventsKeep(), log::always);
        this.background = new Background("detour-events", MOST_WAITING, IDLE, this::rest, this::end);
    }

    @Override
    public void attemptFailed(CallReport report) {
        tellFailure(Event.Name.ATTEMPT_FAILED, report, report.decision());
    }

    @Override
    public void callFailed(CallReport report) {
        tellFailure(Event.Name.CALL_FAILED, report, report.decision());
    }

    @Override
    public void streamFailed(CallReport report) {
        tellFailure(Event.Name.STREAM_FAILED, report, report.decision());
    }

    @Override
    public void wouldHave(CallReport report) {
        String decision = report.decision();
        boolean acts = "retry".equals(decision) || "move".equals(decision);
        tellFailure(Event.Name.CALL_FAILED, report, acts ? "would_" + decision : decision);
    }

    private void tellFailure(Event.Name name, CallReport report, @Nullable String decision) {
        Failure failure = report.failure();
        if (isTold() && failure != null && failure.kind() != FailureKind.CANCELLED) {
            safely(() -> tell(event(name, report, decision)));
        }
    }

    @Override
    public void callRecovered(CallReport report) {
        if (isTold()) {
            safely(() -> tell(event(Event.Name.CALL_RECOVERED, report, null)));
        }
        tellIfSlow(report);
    }

    @Override
    public void callSucceeded(CallReport report) {
        if (settings.log() == TelemetrySettings.Log.CALLS) {
            safely(() -> {
                Event event = event(Event.Name.CALL_RECOVERED, report, null);
                background.offer(() -> log.succeeded(event));
            });
        }
        tellIfSlow(report);
    }

    private void tellIfSlow(CallReport report) {
        Duration slow = settings.slow();
        long firstByteNanos = firstByteNanos(report.attempt());
        if (slow != null && firstByteNanos > slow.toNanos() && isTold()) {
            safely(() -> tell(event(Event.Name.CALL_SLOW, report, null)));
        }
    }

    @Override
    public boolean wantsSuccesses() {
        return settings.log() == TelemetrySettings.Log.CALLS || (settings.slow() != null && isTold());
    }

    @Override
    public void leftAlone(String what, String why) {
        if (isTold() && isFirst("left alone " + what + " " + why)) {
            safely(() -> tell(Event.builder(Event.Name.LEFT_ALONE, ticker.now())
                    .with(Event.Key.URL, secrets.removeFrom(what))
                    .with(Event.Key.MESSAGE, secrets.removeFrom(why))
                    .build()));
        }
    }

    @Override
    public void configLoaded(String from) {
        if (file != null) {
            // Not for people: where all is well there is nothing to say.
            safely(() -> {
                Event event = Event.builder(Event.Name.CONFIG_LOADED, ticker.now())
                        .with(Event.Key.SOURCE, secrets.removeFrom(from))
                        .build();
                background.offer(() -> append(event));
            });
        }
    }

    @Override
    public void configRejected(String from, List<String> faults) {
        safely(() -> tell(Event.builder(Event.Name.CONFIG_REJECTED, ticker.now())
                .with(Event.Key.SOURCE, secrets.removeFrom(from))
                .with(Event.Key.MESSAGE, secrets.removeFrom(String.join("\n", faults)))
                .build()));
    }

    @Override
    public void agentError(Throwable fault) {
        errors.incrementAndGet();
        safely(() -> {
            String place = place(fault);
            if (isTold() && isFirst("error " + fault.getClass().getName() + place)) {
                tell(Event.builder(Event.Name.AGENT_ERROR, ticker.now())
                        .with(Event.Key.EXCEPTION, fault.getClass().getName())
                        .with(Event.Key.MESSAGE, secrets.removeFrom(fault + place))
                        .build());
            }
        });
    }

    /** Where it came from, which tells its kind; empty where the JVM left it out. */
    private static String place(Throwable fault) {
        StackTraceElement[] frames = fault.getStackTrace();
        return frames.length == 0 ? "" : " at " + frames[0];
    }

    @Override
    public long agentErrors() {
        return errors.get() + background.faults();
    }

    private boolean isTold() {
        return file != null || settings.log() != TelemetrySettings.Log.OFF;
    }

    private boolean isFirst(String what) {
        return toldOnce.size() < MOST_KINDS && toldOnce.add(what);
    }

    /** Nothing that goes wrong here may reach a caller, not even where memory or threads have run out. */
    private void safely(Runnable telling) {
        try {
            telling.run();
        } catch (Throwable fault) {
            errors.incrementAndGet();
        }
    }

    private Event event(Event.Name name, CallReport report, @Nullable String decision) {
        Asked asked = report.asked();
        Attempt attempt = report.attempt();
        Event.Builder event = Event.builder(name, ticker.now())
                .with(Event.Key.CALL, report.callId())
                .with(Event.Key.CLIENT, asked.client())
                .with(Event.Key.CLIENT_VERSION, asked.clientVersion())
                .with(Event.Key.ROUTE, report.route())
                .with(Event.Key.PATH, attempt.path())
                .with(Event.Key.METHOD, asked.method())
                .with(Event.Key.URL, told(asked.url()))
                .with(Event.Key.TARGET, told(attempt.target()))
                .with(Event.Key.PROXY, attempt.proxy())
                .positive(Event.Key.ATTEMPT, attempt.number())
                .positive(Event.Key.ATTEMPTS, report.attempts())
                .positive(Event.Key.ATTEMPTS_ALLOWED, report.attemptsAllowed())
                .with(Event.Key.DECISION, decision)
                .with(Event.Key.REASON, report.reason())
                .with(Event.Key.DELAY_MS, delay(decision, report))
                .with(Event.Key.CALL_MS, (Long) report.callMillis())
                .with(Event.Key.CALLER_RETRY, number(asked.header(RETRY_COUNT)));
        addFacts(event, attempt);
        Failure failure = report.failure();
        if (failure != null) {
            addFailure(event, failure);
        }
        return event.build();
    }

    private String told(Url url) {
        return secrets.removeFrom(url.withoutQuery());
    }

    private static @Nullable Long delay(@Nullable String decision, CallReport report) {
        return decision != null && decision.endsWith("retry") ? (Long) report.delayMillis() : null;
    }

    private static @Nullable Long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Long.valueOf(text) : null;
    }

    private void addFacts(Event.Builder event, Attempt attempt) {
        Phase phase = attempt.phase();
        boolean connected = phase != null && phase.compareTo(Phase.WRITE) >= 0;
        event.with(Event.Key.PHASE, phase == null ? null : phase.code())
                .with(Event.Key.ELAPSED_MS, (Long) millis(ticker.nanos() - attempt.startedNanos()))
                .with(
                        Event.Key.FIRST_BYTE_MS,
                        attempt.firstByteNanos() == 0 ? null : (Long) millis(firstByteNanos(attempt)))
                .positive(Event.Key.BYTES, attempt.bodyBytes())
                .with(Event.Key.CONNECTION, attempt.isReused() ? "reused" : connected ? "new" : null)
                .with(Event.Key.ADDRESS, attempt.address())
                .with(Event.Key.PROTOCOL, attempt.protocol());
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

    /** 0 where no answer came. */
    private static long firstByteNanos(Attempt attempt) {
        return attempt.firstByteNanos() == 0 ? 0 : attempt.firstByteNanos() - attempt.startedNanos();
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private void tell(Event event) {
        background.offer(() -> write(event));
    }

    private void write(Event event) {
        tellDropped();
        log.tell(event);
        append(event);
    }

    /** When there is room again, the file says what it lacks. */
    private void tellDropped() {
        long dropped = background.dropped();
        if (dropped > droppedTold) {
            append(Event.builder(Event.Name.AGENT_ERROR, ticker.now())
                    .with(
                            Event.Key.MESSAGE,
                            (dropped - droppedTold) + " events were dropped: more came than can be written")
                    .build());
            droppedTold = dropped;
        }
    }

    private void append(Event event) {
        if (file != null) {
            if (source == null) {
                source = Source.ofThisProcess(settings.service(), version);
            }
            file.append(EventLine.of(event, source));
        }
    }

    private void rest() {
        log.tellOverdue();
        if (file != null) {
            file.close();
        }
    }

    private void end() {
        tellDropped();
        log.tellFolded();
    }

    @Override
    public void close() {
        safely(() -> background.close(Background.PATIENCE));
    }
}
