package dev.detour.exchange;

/** What is known of a name that led to no connection. */
public enum NameLookup {
    /** A resolver says that there is no such name, or that it has no address. */
    MISSING,
    /** No resolver gave an answer that can be relied on. */
    UNAVAILABLE,
    /** There were answers, and the route turns all of them down. */
    REFUSED
}
