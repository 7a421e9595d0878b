package dev.detour.it.programs;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.util.Objects;

/**
 * What this JVM holds after a collection: {@code metaspace} and {@code heap} (bytes), {@code classes}, {@code live}
 * (threads), and on Linux {@code files} (descriptors that are open) and {@code sockets} (those of them that are sockets).
 */
final class Footprint {
    private static final File DESCRIPTORS = new File("/proc/self/fd");

    private Footprint() {}

    static Fields now() {
        System.gc();
        Fields now = Fields.none()
                .with("metaspace", metaspace())
                .with(
                        "heap",
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed())
                .with("classes", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount())
                .with("live", ManagementFactory.getThreadMXBean().getThreadCount());
        return DESCRIPTORS.isDirectory() ? descriptors(now) : now;
    }

    private static Fields descriptors(Fields now) {
        int files = 0;
        int sockets = 0;
        for (File each : Objects.requireNonNull(DESCRIPTORS.listFiles())) {
            files++;
            if (target(each).startsWith("socket:")) {
                sockets++;
            }
        }
        return now.with("files", files).with("sockets", sockets);
    }

    private static String target(File link) {
        try {
            return Files.readSymbolicLink(link.toPath()).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
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
