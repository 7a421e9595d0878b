package dev.detour.telemetry;

import dev.detour.failure.Failure;
import java.util.List;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.NullUnmarked;

/**
 * What Flight Recorder records. Each event is written at the end of what it tells, which is when the facts are known;
 * how long that took is a field.
 */
@NullUnmarked // null is how a recording says that a field does not apply
final class RecordedEvents {
    private static final List<Class<? extends jdk.jfr.Event>> TYPES =
            List.of(Call.class, Attempt.class, Failed.class, Breaker.class);

    private RecordedEvents() {}

    /** What a call and each of its attempts have alike. */
    @StackTrace(false)
    abstract static class Sent extends jdk.jfr.Event {
        @Label("Call")
        @Description("The id that a call and its attempts have")
        String call;

        @Label("Route")
        String route;

        @Label("Path")
        String path;

        @Label("Target")
        String target;

        @Label("Proxy")
        String proxy;

        @Label("Address")
        String address;

        @Label("Protocol")
        String protocol;

        @Label("Connection")
        String connection;

        @Label("First Byte")
        @Timespan(Timespan.MILLISECONDS)
        long firstByte;
    }

    @Name("dev.detour.Call")
    @Label("HTTP Call")
    @Description("A call that has ended, with what its last attempt met")
    @Category("Detour")
    @StackTrace(false)
    static final class Call extends Sent {
        @Label("Outcome")
        String outcome;

        @Label("Code")
        @Description("What failed in the end; of a recovered call, what failed first")
        String kind;

        @Label("Method")
        String method;

        @Label("URL")
        String url;

        @Label("Client")
        String client;

        @Label("Attempts")
        long attempts;

        @Label("Call Time")
        @Timespan(Timespan.MILLISECONDS)
        long callTime;
    }

    @Name("dev.detour.Attempt")
    @Label("HTTP Attempt")
    @Description("A request that failed, or was sent after one that had")
    @Category("Detour")
    @StackTrace(false)
    static final class Attempt extends Sent {
        @Label("Number")
        long number;

        @Label("Code")
        @Description("What failed; empty where nothing did")
        String kind;

        @Label("Attempt Time")
        @Timespan(Timespan.MILLISECONDS)
        long attemptTime;

        @Label("Body")
        @DataAmount
        long bytes;
    }

    @Name("dev.detour.Failure")
    @Label("HTTP Failure")
    @Description("What failed, where, what was done, and what to do")
    @Category("Detour")
    static final class Failed extends jdk.jfr.Event {
        @Label("Call")
        String call;

        @Label("Code")
        String kind;

        @Label("Layer")
        String layer;

        @Label("Phase")
        String phase;

        @Label("Status")
        long status;

        @Label("Route")
        String route;

        @Label("Path")
        String path;

        @Label("Target")
        String target;

        @Label("Exception")
        String exception;

        @Label("Message")
        String message;

        @Label("Hint")
        String hint;

        @Label("Decision")
        String decision;

        @Label("Reason")
        String reason;

        @Label("Delay")
        @Timespan(Timespan.MILLISECONDS)
        long delay;
    }

    @Name("dev.detour.Breaker")
    @Label("Breaker")
    @Description("A path gets no more calls for a while, or gets them again")
    @Category("Detour")
    @StackTrace(false)
    static final class Breaker extends jdk.jfr.Event {
        @Label("Open")
        boolean open;

        @Label("Route")
        String route;

        @Label("Path")
        String path;

        @Label("Target")
        String target;

        @Label("Code")
        @Description("What opened it")
        String kind;

        @Label("Failures in a Row")
        long failures;

        @Label("Open Time")
        @Timespan(Timespan.MILLISECONDS)
        long openTime;
    }

    /** Only asked whether its kind is recorded: with every call that succeeds. */
    private static final class Asked {
        static final Call CALL = new Call();
    }

    /** Whether a recording wants what successes give. */
    static boolean wantSuccesses() {
        return Asked.CALL.isEnabled();
    }

    static void commit(Stage stage, CallReport report, Told told) {
        if (stage.isFailure()) {
            commitFailure(told);
        }
        if (report.wasSent() && stage.endsAttempt() && stage != Stage.CALL_SUCCEEDED) {
            commitAttempt(stage, report, told);
        }
        if (stage.endsCall()) {
            commitCall(stage, report, told);
        }
    }

    private static void commitFailure(Told told) {
        Failed recorded = new Failed();
        if (!recorded.isEnabled()) {
            return;
        }
        Event event = told.event();
        recorded.call = event.text(Event.Key.CALL);
        recorded.kind = event.text(Event.Key.KIND);
        recorded.layer = event.text(Event.Key.LAYER);
        recorded.phase = event.text(Event.Key.PHASE);
        recorded.status = event.number(Event.Key.STATUS);
        recorded.route = event.text(Event.Key.ROUTE);
        recorded.path = event.text(Event.Key.PATH);
        recorded.target = event.text(Event.Key.TARGET);
        recorded.exception = event.text(Event.Key.EXCEPTION);
        recorded.message = event.text(Event.Key.MESSAGE);
        recorded.hint = event.text(Event.Key.HINT);
        recorded.decision = event.text(Event.Key.DECISION);
        recorded.reason = event.text(Event.Key.REASON);
        recorded.delay = event.number(Event.Key.DELAY_MS);
        recorded.commit();
    }

    private static void commitAttempt(Stage stage, CallReport report, Told told) {
        Attempt recorded = new Attempt();
        if (!recorded.isEnabled()) {
            return;
        }
        fill(recorded, report, told);
        recorded.number = report.attempt().number();
        recorded.kind = stage.isFailure() ? kind(report) : null;
        recorded.attemptTime = told.elapsedMillis();
        recorded.bytes = told.bodyBytes();
        recorded.commit();
    }

    private static void commitCall(Stage stage, CallReport report, Told told) {
        Call recorded = new Call();
        if (!recorded.isEnabled()) {
            return;
        }
        fill(recorded, report, told);
        recorded.outcome = stage.outcome();
        recorded.kind = kind(report);
        recorded.method = told.method();
        recorded.url = told.url();
        recorded.client = report.asked().client();
        recorded.attempts = report.attempts();
        recorded.callTime = report.callMillis();
        recorded.commit();
    }

    /** Not by way of the event: that is made of many parts, and this tells all calls that succeed. */
    private static void fill(Sent recorded, CallReport report, Told told) {
        dev.detour.exchange.Attempt attempt = report.attempt();
        recorded.call = report.callId();
        recorded.route = report.route();
        recorded.path = attempt.path();
        recorded.target = told.target();
        recorded.proxy = attempt.proxy();
        recorded.address = attempt.address();
        recorded.protocol = attempt.protocol();
        recorded.connection = Wording.connection(attempt);
        recorded.firstByte = Wording.firstByteMillis(attempt);
    }

    private static String kind(CallReport report) {
        Failure failure = report.failure();
        return failure == null ? null : failure.kind().code();
    }

    static void commit(Event event) {
        Breaker recorded = new Breaker();
        if (!recorded.isEnabled()) {
            return;
        }
        recorded.open = event.name() == Event.Name.BREAKER_OPENED;
        recorded.route = event.text(Event.Key.ROUTE);
        recorded.path = event.text(Event.Key.PATH);
        recorded.target = event.text(Event.Key.TARGET);
        recorded.kind = event.text(Event.Key.KIND);
        recorded.failures = event.number(Event.Key.FAILURES);
        recorded.openTime = event.number(Event.Key.OPEN_MS);
        recorded.commit();
    }

    /** By one thread, before any other uses a type. To load them registers them, but only once. */
    static void register() {
        TYPES.forEach(FlightRecorder::register);
    }

    /** Gives the types back: the recorder would keep the loader that they come from. */
    static void unregister() {
        TYPES.forEach(FlightRecorder::unregister);
    }
}
