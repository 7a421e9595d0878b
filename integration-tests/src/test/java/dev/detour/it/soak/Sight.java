package dev.detour.it.soak;

import dev.detour.it.faults.Code;
import dev.detour.it.faults.Deed;
import dev.detour.it.faults.Fault;
import java.util.Set;

/**
 * How many requests the servers of a fault see of one attempt: those whose head they have read. Where that is not exact
 * there is a bound.
 */
enum Sight {
    /** None: it ends before a request, or the server reads none. */
    NONE(0, 0),

    /** One, exactly. */
    ONE(1, 1),

    /**
     * One or none: what ends by a timer or by the application's own hand may end before it is written, and of HTTP/2 a
     * server that has said goodbye reads no more requests that are on their way to it.
     */
    AT_MOST_ONE(0, 1),

    /** One for each redirect, which are no attempts: clients follow up to 20. */
    REDIRECTS(1, 21);

    private static final Set<String> LAYERS_BEFORE_REQUEST = Set.of("dns", "connect", "proxy", "tls", "caller");

    /** Of the layer of proxies, but answered in plain HTTP by who has read the request. */
    private static final Set<String> READ_ALL_THE_SAME =
            Set.of("plain_407", "proxy_407_plain", "route_proxy_407_plain");

    private final int least;
    private final int most;

    Sight(int least, int most) {
        this.least = least;
        this.most = most;
    }

    static Sight of(Fault fault) {
        if (fault.id().equals("write_hang")) {
            return NONE;
        }
        if (fault.id().equals("redirect_loop")) {
            return REDIRECTS;
        }
        if (!fault.codes().isEmpty() && LAYERS_BEFORE_REQUEST.contains(layer(fault))) {
            return READ_ALL_THE_SAME.contains(fault.id()) ? ONE : NONE;
        }
        boolean exact = !fault.waits() && fault.deed() == Deed.NOTHING && !isHttp2(fault);
        return exact ? ONE : AT_MOST_ONE;
    }

    private static String layer(Fault fault) {
        Code first = fault.codes().get(0);
        return first.layer();
    }

    static boolean isHttp2(Fault fault) {
        return fault.id().startsWith("h2_") || fault.id().startsWith("goaway");
    }

    int least() {
        return least;
    }

    int most() {
        return most;
    }
}
