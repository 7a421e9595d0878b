package dev.detour.it.children;

import java.util.List;

/** What lives on a child's heap, counted by its own JDK's {@code jcmd} after a full collection. */
public record Histogram(List<String> lines) {
    public static Histogram of(Jdk jdk, ChildJvm child) {
        return new Histogram(Jcmd.run(jdk, child, "GC.class_histogram"));
    }

    /** Live objects of a class. */
    public int instances(String type) {
        for (String line : lines) {
            String[] columns = line.trim().split("\\s+", -1);
            if (columns.length >= 4 && columns[3].equals(type)) {
                return Integer.parseInt(columns[1]);
            }
        }
        return 0;
    }
}
