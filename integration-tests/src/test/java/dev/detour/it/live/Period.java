package dev.detour.it.live;

/**
 * What the agent is being made to do, over and over. Between two settled periods lies one in which a command is on its
 * way: the calls of that time may go either way. The letters are the gateways that a call within the period may reach.
 */
enum Period {
    DIRECT("A"),
    ATTACHING("AB"),
    ROUTED("B"),
    RELOADING("BC"),
    MOVED("C"),
    DETACHING("CA");

    private final String gateways;

    Period(String gateways) {
        this.gateways = gateways;
    }

    /** The kind of the period with this number, where the first has 0. */
    static Period of(int number) {
        return values()[number % values().length];
    }

    boolean allows(String gateway) {
        return gateways.contains(gateway);
    }

    /** Whether all calls must go to one gateway. */
    boolean isSettled() {
        return gateways.length() == 1;
    }
}
