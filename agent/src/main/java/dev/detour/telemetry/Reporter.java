package dev.detour.telemetry;

import dev.detour.exchange.CallerSpan;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands each report to all who tell it, and lets nothing out of what goes wrong there. */
final class Reporter implements Telemetry {
    /** Kinds of errors, and of things left alone, that are told apart; more are only counted. */
    private static final int MOST_KINDS = 100;

    private final String version;
    private final Ticker ticker;
    private final PrintStream err;
    private final Wording wording;
    private final Events events;
    private final SpanEvents spans = new SpanEvents();
    private final Lasting lasting;
    private final Listener[] listeners;
    /** Those of them that may want successes: asked at every call, and told of most. */
    private final Listener[] ofSuccesses;

    private volatile @Nullable Reporter successor;
    private final Set<String> toldOnce = ConcurrentHashMap.newKeySet();

    Reporter(TelemetrySettings settings, String version, Secrets secrets, Ticker ticker, PrintStream err) {
        this(settings, version, secrets, ticker, err, null);
    }

    private Reporter(
            TelemetrySettings settings,
            String version,
            Secrets secrets,
            Ticker ticker,
            PrintStream err,
            @Nullable Lasting before) {
        this.version = version;
        this.ticker = ticker;
        this.err = err;
        this.wording = new Wording(secrets, ticker, settings.bodies());
        this.lasting = Lasting.following(before, settings, version, ticker, err);
        this.events = new Events(settings, version, wording, ticker, err, lasting.tally(), Events.IDLE);
        List<Listener> all = lasting.with(events, spans);
        this.listeners = all.toArray(new Listener[0]);
        this.ofSuccesses = all.stream().filter(Listener::mayWantSuccesses).toArray(Listener[]::new);
    }

    @Override
    public Telemetry renewed(TelemetrySettings settings, Secrets others) {
        Reporter next = new Reporter(settings, version, others, ticker, err, lasting);
        events.followedBy(next.events);
        successor = next;
        return next;
    }

    @Override
    public @Nullable CallerSpan callersSpan() {
        try {
            return spans.current();
        } catch (Throwable fault) {
            lasting.tally().count(Tally.Count.AGENT_ERRORS);
            return null;
        }
    }

    @Override
    public void attemptFailed(CallReport report) {
        failed(Stage.ATTEMPT_FAILED, report);
    }

    @Override
    public void callFailed(CallReport report) {
        failed(Stage.CALL_FAILED, report);
    }

    @Override
    public void streamFailed(CallReport report) {
        failed(Stage.STREAM_FAILED, report);
    }

    @Override
    public void wouldHave(CallReport report) {
        failed(Stage.WOULD_HAVE, report);
    }

    @Override
    public String lineOf(CallReport report) {
        return LogLine.withoutControls(LogLine.of(wording.of(Event.Name.CALL_FAILED, report, report.decision())));
    }

    private void failed(Stage stage, CallReport report) {
        Failure failure = report.failure();
        if (failure != null && failure.kind() != FailureKind.CANCELLED) {
            tell(stage, report);
        }
    }

    @Override
    public void callRecovered(CallReport report) {
        tell(Stage.CALL_RECOVERED, report);
    }

    @Override
    public void callSucceeded(CallReport report) {
        countSuccess();
        tell(latest().ofSuccesses, Stage.CALL_SUCCEEDED, report);
    }

    private void tell(Stage stage, CallReport report) {
        tell(latest().listeners, stage, report);
    }

    private void tell(Listener[] who, Stage stage, CallReport report) {
        Told told = new Told(wording, stage, report);
        tell(who, listener -> listener.call(stage, report, told));
    }

    @Override
    public void breakerOpened(BreakerReport report) {
        tell(Event.Name.BREAKER_OPENED, report);
    }

    @Override
    public void breakerClosed(BreakerReport report) {
        tell(Event.Name.BREAKER_CLOSED, report);
    }

    private void tell(Event.Name name, BreakerReport report) {
        safely(() -> {
            Event event = wording.of(name, report);
            tell(latest().listeners, listener -> listener.breaker(report, event));
        });
    }

    /** One that fails does not keep it from the others, and a report that all fail of is one error. */
    private void tell(Listener[] who, Consumer<Listener> telling) {
        boolean faulty = false;
        for (Listener listener : who) {
            try {
                telling.accept(listener);
            } catch (Throwable fault) {
                faulty = true;
            }
        }
        if (faulty) {
            lasting.tally().count(Tally.Count.AGENT_ERRORS);
        }
    }

    /** Calls that began before a reload are told after it, by those that are there then, in the words of their own. */
    private Reporter latest() {
        Reporter latest = this;
        for (Reporter next = successor; next != null; next = latest.successor) {
            latest = next;
        }
        return latest;
    }

    @Override
    public boolean wantsSuccesses() {
        for (Listener listener : ofSuccesses) {
            if (listener.wantsSuccesses()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void countSuccess() {
        lasting.tally().count(Tally.Count.CALLS_SUCCEEDED);
    }

    @Override
    public void leftAlone(String what, String why) {
        if (events.isTold() && isFirst("left alone " + what + " " + why)) {
            safely(() -> events.tell(wording.leftAlone(what, why)));
        }
    }

    @Override
    public void configLoaded(String from) {
        if (events.hasFile()) {
            safely(() -> events.tellFile(wording.configLoaded(from)));
        }
    }

    @Override
    public void configRejected(String from, List<String> faults) {
        safely(() -> events.tell(wording.configRejected(from, faults)));
    }

    @Override
    public void watch(Gauges gauges) {
        lasting.watch(gauges);
    }

    @Override
    public void agentError(Throwable fault) {
        lasting.tally().count(Tally.Count.AGENT_ERRORS);
        safely(() -> {
            String place = place(fault);
            if (events.isTold() && isFirst("error " + fault.getClass().getName() + place)) {
                events.tell(wording.agentError(fault, place));
            }
        });
    }

    /** Where it came from, which tells its kind; empty where the JVM left it out. */
    private static String place(Throwable fault) {
        StackTraceElement[] frames = fault.getStackTrace();
        return frames.length == 0 ? "" : " at " + frames[0];
    }

    @Override
    public Totals totals() {
        return lasting.tally().totals();
    }

    @Override
    public long agentErrors() {
        return lasting.tally().of(Tally.Count.AGENT_ERRORS) + events.faults();
    }

    private boolean isFirst(String what) {
        return toldOnce.size() < MOST_KINDS && toldOnce.add(what);
    }

    /** Nothing that goes wrong here may reach a caller, not even where memory or threads have run out. */
    private void safely(Runnable telling) {
        try {
            telling.run();
        } catch (Throwable fault) {
            lasting.tally().count(Tally.Count.AGENT_ERRORS);
        }
    }

    @Override
    public void close() {
        lasting.close();
        safely(events::close);
    }
}
