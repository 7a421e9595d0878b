package dev.detour.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** A name server beside the system's own, to compare with. */
interface Resolver {
    /** As findings call it. */
    String name();

    /**
     * All addresses of a host.
     *
     * @return empty where it says that there is no such name, or no address
     * @throws IOException where it gives no answer that can be relied on
     */
    List<InetAddress> resolve(String host) throws IOException;
}
