package dev.detour.report;

import dev.detour.telemetry.Event;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What remains of all events: sums of all of them, and a choice of stories. Its size does not depend on their number. */
final class Digest {
    private static final int MOST_STORIES = 2_000;
    private static final long MOST_BYTES_OF_STORIES = 24L << 20;

    private final Map<Event.Name, Long> counts = new EnumMap<>(Event.Name.class);
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Causes causes = new Causes();
    private final Timeline timeline = new Timeline();
    private final Instances instances = new Instances();
    private final BreakerTimes breakers = new BreakerTimes();
    private final Remarks remarks = new Remarks();
    private final Stories stories = new Stories(MOST_STORIES, MOST_BYTES_OF_STORIES);
    private final OpenCalls open = new OpenCalls(this::ended);
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    void add(Told told, byte[] line) {
        counts.merge(told.name(), 1L, Long::sum);
        first = Math.min(first, told.time());
        last = Math.max(last, told.time());
        Instance instance = instances.of(told);
        instance.told(told);
        switch (told.name()) {
            case ATTEMPT_FAILED:
            case CALL_FAILED:
            case STREAM_FAILED:
                failed(told);
                addToCall(told, line);
                break;
            case CALL_RECOVERED:
            case CALL_SLOW:
                addToCall(told, line);
                break;
            case BREAKER_OPENED:
            case BREAKER_CLOSED:
                breakers.add(told, causes.of(told), instance);
                break;
            default:
                remarks.add(told, instance);
        }
    }

    private void failed(Told told) {
        Cause cause = causes.of(told);
        cause.failed(told);
        timeline.add(told.time(), cause, told.wasSent() ? Measure.FAILURES : Measure.NOT_SENT, 1);
        // As the metric detour.time.lost has it: a stream that breaks had been an answer until then.
        if (told.name() != Event.Name.STREAM_FAILED) {
            timeline.add(told.time(), cause, Measure.FAILING_MS, told.millis(Event.Key.ELAPSED_MS));
        }
        if (told.name() == Event.Name.ATTEMPT_FAILED) {
            timeline.add(told.time(), cause, Measure.WAITING_MS, told.millis(Event.Key.DELAY_MS));
        }
        if (told.text(Event.Key.DECISION, "").startsWith("would_")) {
            timeline.add(told.time(), cause, Measure.WOULD_BE_SENT_AGAIN, 1);
        }
    }

    private void addToCall(Told told, byte[] line) {
        String id = told.text(Event.Key.CALL);
        Cause cause = causes.of(told);
        if (id == null) {
            ended(new CallEvents(told, cause, line));
        } else {
            open.add(Texts.cut(id, 64), told, cause, line);
        }
    }

    private void ended(CallEvents call) {
        Outcome outcome = call.outcome();
        outcomes.merge(outcome, 1L, Long::sum);
        timeline.add(call.time(), call.cause(), measure(outcome), 1);
        Long millis = call.millis();
        if (outcome != Outcome.NO_END) {
            call.cause().ended(call);
        }
        if (outcome != Outcome.NO_END && millis != null) {
            timeline.ended(call.time(), millis);
        }
        stories.offer(call);
    }

    private static Measure measure(Outcome outcome) {
        switch (outcome) {
            case LOST:
                return Measure.CALLS_LOST;
            case STREAM_BROKEN:
                return Measure.STREAMS_BROKEN;
            default:
                return Measure.valueOf(outcome.name());
        }
    }

    /** Nothing more comes. */
    void finish() {
        open.finish();
    }

    long events() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<Event.Name, Long> counts() {
        return new EnumMap<>(counts);
    }

    Map<Outcome, Long> outcomes() {
        return new EnumMap<>(outcomes);
    }

    /** The time of the earliest event, in milliseconds since 1970; null where there is none. */
    @Nullable
    Long first() {
        return events() == 0 ? null : (Long) first;
    }

    @Nullable
    Long last() {
        return events() == 0 ? null : (Long) last;
    }

    Causes causes() {
        return causes;
    }

    Timeline timeline() {
        return timeline;
    }

    Instances instances() {
        return instances;
    }

    BreakerTimes breakers() {
        return breakers;
    }

    Remarks remarks() {
        return remarks;
    }

    Stories stories() {
        return stories;
    }
}
