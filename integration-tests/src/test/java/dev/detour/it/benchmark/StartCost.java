package dev.detour.it.benchmark;

/** How much CPU time one start may take over another, in milliseconds. */
enum Budget {
    NO_HTTP("application that never uses HTTP, over an empty premain", Start.IDLE_DETOUR, Start.IDLE_EMPTY, 8),
    FIRST_CLIENT("until the first client exists, over no agent", Start.CLIENT_DETOUR, Start.CLIENT, 300),
    CONFIGURED("the same, with a file of one route", Start.CLIENT_CONFIGURED, Start.CLIENT, 300);

    final String title;
    final Start subject;
    final Start floor;
    final double limit;

    Budget(String title, Start subject, Start floor, double limit) {
        this.title = title;
        this.subject = subject;
        this.floor = floor;
        this.limit = limit;
    }
}
