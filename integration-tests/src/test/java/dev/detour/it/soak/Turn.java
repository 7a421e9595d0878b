package dev.detour.it.soak;

/**
 * One time of a period: a call that a slow machine holds up may begin before the agent leaves, and end when it is back.
 *
 * @param number counts all of them
 */
record Turn(int number, Period period) {
    /** Before the first. */
    static final Turn NONE = new Turn(0, Period.AWAY);

    /** As {@link #toString} has written it. */
    static Turn parse(String text) {
        String[] words = text.split("-", 2);
        return new Turn(Integer.parseInt(words[0]), Period.valueOf(words[1]));
    }

    Turn next(Period following) {
        return new Turn(number + 1, following);
    }

    @Override
    public String toString() {
        return number + "-" + period;
    }
}
