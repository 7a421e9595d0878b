package dev.detour.it.soak;

/** What the agent is being made to do while calls go on. */
enum Period {
    /** It is there; at most its configuration changes. */
    ROUTED,
    LEAVING,
    AWAY,
    COMING
}
