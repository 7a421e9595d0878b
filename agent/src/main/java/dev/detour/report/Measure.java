package dev.detour.report;

import java.util.Locale;

/** What is counted in each stretch of time, in the order of the page's data. */
enum Measure {
    /** Attempts that failed, the last ones of calls and broken streams among them. */
    FAILURES,
    /** Calls that were never sent: every path had been given a rest. No attempt, and no time. */
    NOT_SENT,
    CALLS_LOST,
    STREAMS_BROKEN,
    RESCUED_BY_RETRY,
    RESCUED_BY_FAILOVER,
    /** The attempts before are not told, so it is not known by which. */
    RESCUED_SOMEHOW,
    SLOW,
    /** Calls of which failures are told, and no end. */
    NO_END,
    /** Calls that an agent which only observes would have sent again. */
    WOULD_BE_SENT_AGAIN,
    FAILING_MS,
    WAITING_MS;

    /** Its place among all, as in the page's data. */
    @SuppressWarnings("EnumOrdinal") // the page is told all of them in this order
    int place() {
        return ordinal();
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
