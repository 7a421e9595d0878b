package dev.detour.report;

/** One JVM, as its events name it. */
final class Instance {
    private final int number;
    private final String name;
    private long events;
    private long failures;
    private long lost;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /**
     * One that nothing is known of yet.
     *
     * @param name service, host and process, a line each
     */
    Instance(int number, String name) {
        this.number = number;
        this.name = name;
    }

    void told(Told told) {
        events++;
        first = Math.min(first, told.time());
        last = Math.max(last, told.time());
        switch (told.name()) {
            case CALL_FAILED:
            case STREAM_FAILED:
                failures += told.wasSent() ? 1 : 0;
                lost++;
                break;
            case ATTEMPT_FAILED:
                failures++;
                break;
            default:
                break;
        }
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    long events() {
        return events;
    }

    long failures() {
        return failures;
    }

    /** Calls that failed in the end, and streams that broke. */
    long lost() {
        return lost;
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }
}
