package dev.detour.telemetry;

/** What a report is about. */
enum Stage {
    ATTEMPT_FAILED(Event.Name.ATTEMPT_FAILED),
    CALL_FAILED(Event.Name.CALL_FAILED),
    /** The call failed, and nothing of it was ours but the diagnosis. */
    WOULD_HAVE(Event.Name.CALL_FAILED),
    CALL_RECOVERED(Event.Name.CALL_RECOVERED),
    /** Has no event of its own: where one is needed it reads as a recovery from nothing. */
    CALL_SUCCEEDED(Event.Name.CALL_RECOVERED),
    STREAM_FAILED(Event.Name.STREAM_FAILED);

    private final Event.Name event;

    Stage(Event.Name event) {
        this.event = event;
    }

    /** The event that tells it. */
    Event.Name event() {
        return event;
    }

    boolean isFailure() {
        return this != CALL_RECOVERED && this != CALL_SUCCEEDED;
    }

    /** Whether an attempt ended just now; a stream's had ended when its head was there. */
    boolean endsAttempt() {
        return this != STREAM_FAILED;
    }

    /** Whether the call ended just now. */
    boolean endsCall() {
        return this != ATTEMPT_FAILED && this != STREAM_FAILED;
    }

    /** How the call ended, in a word. */
    String outcome() {
        switch (this) {
            case CALL_SUCCEEDED:
                return "succeeded";
            case CALL_RECOVERED:
                return "recovered";
            default:
                return "failed";
        }
    }
}
