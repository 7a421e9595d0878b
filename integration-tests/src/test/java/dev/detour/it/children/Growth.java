package dev.detour.it.children;

import java.util.Map;

/** What a JVM may hold more of after each cycle of attach and detach. Less than one thing a cycle is a leak already. */
public final class Growth {
    /**
     * By the names of a JVM's footprint; heap and metaspace in bytes. HotSpot itself keeps 85 KB of metaspace for each time
     * that eight of the JDK's classes are retransformed and given back by an agent that changes nothing (measured on 17: the
     * classes' former versions, lambdas that are linked anew), and 250 KB where a service uses all ways of calling. A loader
     * of ours that stayed behind would be megabytes and hundreds of classes.
     */
    private static final Map<String, Double> MOST_OF_A_CYCLE = Map.of(
            "heap", 100.0 * 1024,
            "metaspace", 512.0 * 1024,
            "classes", 10.0,
            "live", 0.5,
            "files", 0.5,
            "sockets", 0.5);

    private Growth() {}

    public static double mostOfACycle(String name) {
        Double most = MOST_OF_A_CYCLE.get(name);
        if (most == null) {
            throw new IllegalArgumentException("nothing is said of " + name);
        }
        return most;
    }
}
