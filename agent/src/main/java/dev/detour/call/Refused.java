package dev.detour.call;

import java.io.IOException;

/** Nothing is sent: every path is given a rest. The application gets what the failure behind it was. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final IOException shown;

    Refused(IOException shown) {
        super(null, shown, false, false);
        this.shown = shown;
    }

    /** What the application gets: an exception of this call's own. */
    public IOException shown() {
        return shown;
    }
}
