package dev.detour.it.faults;

/** What the application itself does while its call is under way. */
public enum Deed {
    NOTHING,
    /** Cancels where there is no answer yet, by what its client has for it; a blocked thread is interrupted. */
    CANCEL,
    /** Closes the answer once some of its body has come. */
    CLOSE_EARLY
}
