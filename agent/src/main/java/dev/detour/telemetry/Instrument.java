package dev.detour.telemetry;

/**
 * The metrics, each with its name, unit (UCUM) and meaning. The first is that of OpenTelemetry's stable conventions for
 * HTTP clients; those that are ours begin with the product's name.
 */
enum Instrument {
    REQUEST_DURATION("http.client.request.duration", "s", "From sending a request until the head of its answer."),
    CALLS("detour.calls", "{call}", "Calls that have ended, whatever was sent for them."),
    ATTEMPTS("detour.attempts", "{attempt}", "Requests that were sent."),
    RETRIES("detour.retries", "{retry}", "Attempts that followed on the same path, by what had failed."),
    FAILOVERS("detour.failovers", "{failover}", "Attempts that followed on the next path, by what had failed."),
    STREAM_FAILURES("detour.stream.failures", "{failure}", "Answers that broke off while they were read."),
    TIME_LOST("detour.time.lost", "s", "Time that calls spent waiting between attempts, and in attempts that failed."),
    BREAKER_STATE("detour.breaker.state", "1", "0: closed, 1: half open, 2: open."),
    BREAKER_OPENINGS("detour.breaker.openings", "{opening}", "How often a breaker has opened, by what opened it."),
    BUDGET_LEFT("detour.retry.budget", "{token}", "What is left of the retry budget: a retry takes one."),
    LIMIT_REMAINING("detour.limit.remaining", "1", "What the provider last said is left of its tightest limit."),
    EVENTS_DROPPED(
            "detour.events.dropped",
            "{event}",
            "Events that were not written: too many came, or their file could not be written."),
    AGENT_ERRORS("detour.agent.errors", "{error}", "Errors of the agent's own, which no call has seen.");

    private final String metric;
    private final String unit;
    private final String description;

    Instrument(String metric, String unit, String description) {
        this.metric = metric;
        this.unit = unit;
        this.description = description;
    }

    String metric() {
        return metric;
    }

    String unit() {
        return unit;
    }

    String description() {
        return description;
    }
}
