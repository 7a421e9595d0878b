package dev.detour.telemetry;

import dev.detour.exchange.Ticker;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The events file and the lines for people: both written by one background thread. */
final class Events implements Listener {
    /** Some megabytes at worst; at 200 failures a second, ten seconds of a disk that hangs. */
    private static final int MOST_WAITING = 2_048;

    static final Duration IDLE = Duration.ofSeconds(5);

    private final TelemetrySettings settings;
    private final String version;
    private final Wording wording;
    private final FailureLog log;
    private final @Nullable EventsFile file;
    private final Background background;
    private final Tally tally;

    /** These are the background thread's own. */
    private @Nullable Source source;

    private long droppedTold;

    private long lost;

    /** Has what comes when this one is closed already. */
    private volatile @Nullable Events next;

    /**
     * Starts nothing yet.
     *
     * @param idle how long the thread stays with nothing to do
     */
    Events(
            TelemetrySettings settings,
            String version,
            Wording wording,
            Ticker ticker,
            PrintStream err,
            Tally tally,
            Duration idle) {
        this.settings = settings;
        this.version = version;
        this.wording = wording;
        this.tally = tally;
        this.log = new FailureLog(settings.log(), ticker, err);
        String name = settings.eventsFile();
        this.file = name == null
                ? null
                : new EventsFile(name, settings.eventsMaxSize(), settings.eventsKeep(), ticker, log::always);
        this.background = new Background("detour-events", MOST_WAITING, idle, this::rest, this::end);
    }

    /** Whether anything is told to anybody. */
    boolean isTold() {
        return file != null || settings.log() != TelemetrySettings.Log.OFF;
    }

    @Override
    public boolean mayWantSuccesses() {
        return settings.log() == TelemetrySettings.Log.CALLS || (settings.slow() != null && isTold());
    }

    @Override
    public void call(Stage stage, CallReport report, Told told) {
        if (stage != Stage.CALL_SUCCEEDED && isTold()) {
            tell(told.event());
        }
        if (stage == Stage.CALL_SUCCEEDED && settings.log() == TelemetrySettings.Log.CALLS) {
            Event success = told.event();
            offer(events -> events.log.succeeded(success));
        }
        if (!stage.isFailure()) {
            tellIfSlow(report);
        }
    }

    private void tellIfSlow(CallReport report) {
        Duration slow = settings.slow();
        if (slow != null && Wording.firstByteNanos(report.attempt()) > slow.toNanos() && isTold()) {
            tell(wording.of(Event.Name.CALL_SLOW, report, null));
        }
    }

    @Override
    public void breaker(BreakerReport report, Event event) {
        if (isTold()) {
            tell(event);
        }
    }

    void followedBy(Events others) {
        next = others;
    }

    /** Tells it in the file and to people. */
    void tell(Event event) {
        offer(events -> events.write(event));
    }

    /** Tells it in the file only: where all is well there is nothing to say. */
    void tellFile(Event event) {
        if (hasFile()) {
            offer(events -> events.append(event));
        }
    }

    boolean hasFile() {
        return file != null;
    }

    private void offer(Consumer<Events> work) {
        if (background.offer(() -> work.accept(this))) {
            return;
        }
        Events open = background.isClosed() ? next : null;
        if (open != null) {
            open.offer(work);
        } else {
            tally.count(Tally.Count.EVENTS_DROPPED);
        }
    }

    /** How often telling went wrong. */
    long faults() {
        return background.faults();
    }

    private void write(Event event) {
        tellDropped();
        log.tell(event);
        append(event);
    }

    /** When there is room again, the file says what it lacks. */
    private void tellDropped() {
        long dropped = background.dropped();
        if (file != null && dropped > droppedTold && append(file, wording.dropped(dropped - droppedTold))) {
            droppedTold = dropped;
        }
    }

    private void append(Event event) {
        if (file == null) {
            return;
        }
        if (append(file, event)) {
            tellLost(file);
        } else {
            lost++;
            tally.count(Tally.Count.EVENTS_DROPPED);
        }
    }

    /** Likewise when the disk takes events again. */
    private void tellLost(EventsFile writable) {
        if (lost > 0 && append(writable, wording.lost(lost))) {
            lost = 0;
        }
    }

    private boolean append(EventsFile to, Event event) {
        if (source == null) {
            source = Source.ofThisProcess(settings.service(), version);
        }
        return to.append(EventLine.of(event, source));
    }

    private long rest() {
        if (file != null) {
            file.close();
        }
        return log.tellOverdue();
    }

    private void end() {
        tellDropped();
        log.tellFolded();
    }

    @Override
    public void close() {
        background.close(Background.PATIENCE);
    }
}
