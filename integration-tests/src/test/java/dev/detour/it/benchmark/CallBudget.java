package dev.detour.it.benchmark;

/**
 * What may be added to one call, over the same call without an agent.
 *
 * @param cpu microseconds of CPU time
 * @param bytes on the heap
 * @param throughput that may be lost, in percent
 */
record CallBudget(double cpu, double bytes, double throughput) {
    static final CallBudget NONE = new CallBudget(Measure.NONE, Measure.NONE, Measure.NONE);
    static final CallBudget UNMATCHED = new CallBudget(1, 200, Measure.NONE);
    static final CallBudget ROUTED = new CallBudget(5, 1_024, Measure.NONE);
    static final CallBudget ALL_OUTPUTS = new CallBudget(10, Measure.NONE, Measure.NONE);

    /** A copy of the body would be all of its 16 MB. */
    static final CallBudget STREAM = new CallBudget(Measure.NONE, 1 << 20, 1);

    long cpuNanos() {
        return Math.round(1_000 * cpu);
    }

    /** Where its time is judged otherwise. */
    CallBudget withoutCpu() {
        return new CallBudget(Measure.NONE, bytes, throughput);
    }

    /** There are budgets for our agent, where calls succeed at the first attempt. */
    static CallBudget of(Contest contest, Rival rival) {
        if (!rival.isOurs() || contest.work() == Contest.Work.FAILURES || contest.work() == Contest.Work.FAILOVER) {
            return NONE;
        }
        if (contest.work() == Contest.Work.STREAM) {
            return STREAM;
        }
        return switch (rival) {
            case UNMATCHED, UNMATCHED_PATH -> UNMATCHED;
            case ROUTED -> ROUTED;
            case ALL_OUTPUTS -> ALL_OUTPUTS;
            default -> NONE;
        };
    }
}
