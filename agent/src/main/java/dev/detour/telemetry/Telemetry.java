package dev.detour.telemetry;

import dev.detour.exchange.CallerSpan;
import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where all that is to be told goes. Any thread may call; no method blocks or throws, whatever becomes of the files and
 * streams behind it. A cancelled call is told to nobody.
 */
public interface Telemetry extends AutoCloseable {
    /**
     * The span of the application's that is current on this thread: to be asked where a call is made, for its reports.
     * Next to free.
     *
     * @return null where there is none, or nobody would note anything in it
     */
    @Nullable
    CallerSpan callersSpan();

    /** An attempt failed, and another follows. */
    void attemptFailed(CallReport report);

    /** The last attempt failed, or the only one of a call that no route matched. */
    void callFailed(CallReport report);

    /** A call succeeded after at least one failed attempt: the report has the first failure. */
    void callRecovered(CallReport report);

    /** A call succeeded at once. Needs to be told only where {@link #wantsSuccesses()}. */
    void callSucceeded(CallReport report);

    /** Whether successes are of use, so that nobody makes reports for nothing. */
    boolean wantsSuccesses();

    /** Counts a call that succeeded at once and that {@link #wantsSuccesses} does not want told: next to free. */
    void countSuccess();

    /** An answer that the application already has broke off. */
    void streamFailed(CallReport report);

    /** A call failed, and its route only observes: the decision is what would have become of it. */
    void wouldHave(CallReport report);

    /** A path gets no more calls for a while. */
    void breakerOpened(BreakerReport report);

    /** A path gets calls again. */
    void breakerClosed(BreakerReport report);

    /** What people would read of a failure: one line, without secrets, whether or not it is told anywhere. */
    String lineOf(CallReport report);

    /**
     * Something is done as without us, because it could not be done as the configuration says. The same is told once.
     *
     * @param what a URL or a host, without secrets
     * @param why a clause without a full stop
     */
    void leftAlone(String what, String why);

    /**
     * A configuration is in force.
     *
     * @param source the file, or {@code environment}
     */
    void configLoaded(String source);

    /**
     * A configuration is bad, and another one stays in force.
     *
     * @param source the file, or {@code environment}
     * @param faults a line for each, as people are to read it
     */
    void configRejected(String source, List<String> faults);

    /** Where to ask for what can only be asked for: until then, nothing. */
    void watch(Gauges gauges);

    /** Something of ours went wrong. Counted; the first of a kind is told. */
    void agentError(Throwable fault);

    /** What was told so far, for whoever asks. */
    Totals totals();

    /** How often {@link #agentError} was called, and telling itself went wrong. */
    long agentErrors();

    /**
     * Telemetry for other settings, which goes on counting where this one stops. What both tell in the same way is the
     * new one's from now on: this one is still to be closed, and closes what is left to it. What it is told after that, by
     * calls that were under way, it hands to the new one.
     *
     * @param others what is removed from all that is told
     */
    Telemetry renewed(TelemetrySettings settings, Secrets others);

    /** Tells what is still to be told, and ends; waits for files and peers no longer than some seconds. */
    @Override
    void close();

    /**
     * Tells as the settings say. Nothing is opened or started before there is something to tell.
     *
     * @param version the agent's
     * @param secrets what is removed from all that is told
     * @param err where people are told
     */
    static Telemetry of(TelemetrySettings settings, String version, Secrets secrets, Ticker ticker, PrintStream err) {
        return new Reporter(settings, version, secrets, ticker, err);
    }
}
