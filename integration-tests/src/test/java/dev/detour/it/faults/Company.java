package dev.detour.it.faults;

/** How many cells are run at once. */
enum Company {
    /** Most of their time is a timer's or a pause: that passes together. */
    WAITING(110),

    MANY(48),

    /** The agent asks DNS for so many names at once, and for no others meanwhile. */
    FEW(4),

    /** It leaves nothing for others. */
    ALONE(1);

    private final int atOnce;

    Company(int atOnce) {
        this.atOnce = atOnce;
    }

    int atOnce() {
        return atOnce;
    }
}
