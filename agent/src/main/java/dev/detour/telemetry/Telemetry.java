package dev.detour.telemetry;

import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import java.io.PrintStream;
import java.util.List;

/**
 * Where all that is to be told goes. Any thread may call; no method blocks or throws, whatever becomes of the files and
 * streams behind it. A cancelled call is told to nobody.
 */
public interface Telemetry extends AutoCloseable {
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

    /** An answer that the application already has broke off. */
    void streamFailed(CallReport report);

    /** A call failed, and its route only observes: the decision is what would have become of it. */
    void wouldHave(CallReport report);

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

    /** Something of ours went wrong. Counted; the first of a kind is told. */
    void agentError(Throwable fault);

    /** How often {@link #agentError} was called, and telling itself went wrong. */
    long agentErrors();

    /** Tells what is still to be told, and ends; waits for files no longer than some seconds. */
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
