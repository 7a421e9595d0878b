package dev.detour.it.faults;

/** How many cells are run at once; in this order. */
enum Company {
    /** It leaves nothing for others; first, as what clients of others hold is given back long after they are let go. */
    ALONE(1),

    /** Most of their time is a timer's or a pause: that passes together. */
    WAITING(110),

    MANY(48),

    /** The agent asks DNS for so many names at once, and for no others meanwhile. */
    FEW(4);

    private final int atOnce;

    Company(int atOnce) {
        this.atOnce = atOnce;
    }

    int atOnce() {
        return atOnce;
    }
}
