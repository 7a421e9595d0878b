package dev.detour.it.programs;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this JVM holds after a collection: {@code metaspace} and {@code heap} (bytes), {@code classes} (without the
 * {@code lambdas} of the JDK's own client, which HotSpot makes anew each time that a class is retransformed, and keeps,
 * whoever retransforms it), {@code live} (threads, but for those that are {@code resting}) with their {@code threads}, see
 * {@link LiveThreads}, and on Linux {@code files} (descriptors that are open) and
 * {@code sockets} (those of them that are sockets).
 */
final class Footprint {
    private static final Pattern CLASS = Pattern.compile("(?m)^[| ]*\\|--");
    private static final Pattern LAMBDA_OF_THE_CLIENT =
            Pattern.compile("jdk\\.internal\\.net\\.http\\.[\\w.$]*\\$\\$Lambda");
    private static final File DESCRIPTORS = new File("/proc/self/fd");

    private Footprint() {}

    static Fields now() {
        System.gc();
        String classes = classes();
        int lambdas = count(LAMBDA_OF_THE_CLIENT, classes);
        LiveThreads threads = LiveThreads.now();
        Fields now = Fields.none()
                .with("metaspace", metaspace())
                .with(
                        "heap",
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed())
                .with("classes", count(CLASS, classes) - lambdas)
                .with("lambdas", lambdas)
                .with("live", threads.kept())
                .with("resting", threads.resting())
                .with("threads", threads.names());
        return DESCRIPTORS.isDirectory() ? descriptors(now) : now;
    }

    private static int count(Pattern what, String text) {
        return (int) what.matcher(text).results().count();
    }

    /**
     * {@code jcmd VM.class_hierarchy} of this JVM itself, a line for each class: what JDK 11 counts by itself leaves out
     * that lambdas are unloaded.
     */
    private static String classes() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmClassHierarchy",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException notHotSpot) {
            throw new IllegalStateException(notHotSpot);
        }
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
