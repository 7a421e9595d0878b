package dev.detour.it.programs;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/** What classes and threads cost this JVM after a collection: {@code metaspace} (bytes) and {@code live} (threads). */
final class Footprint {
    private Footprint() {}

    static Fields now() {
        System.gc();
        return Fields.none()
                .with("metaspace", metaspace())
                .with("live", ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static long metaspace() {
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals("Metaspace")) {
                return pool.getUsage().getUsed();
            }
        }
        throw new IllegalStateException("this JVM has no pool named Metaspace");
    }
}
