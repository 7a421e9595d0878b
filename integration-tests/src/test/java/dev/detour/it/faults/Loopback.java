package dev.detour.it.faults;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Hosts;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** All hosts are on loopback, by a file of hosts. */
final class Loopback implements Ground {
    /** Enough for all cells that are under way at once, and soon used up. */
    private static final int MOST_FILES = 2_000;

    private static final String WARM = "warm" + Lab.DOMAIN;

    private final Lab lab;

    Loopback(Lab lab) {
        this.lab = lab;
    }

    @Override
    public ChildJvm.Builder prepare(ChildJvm.Builder child, List<Cell> cells, Path folder) {
        Stream<String> own = cells.stream()
                .map(cell -> cell.fault().host())
                .filter(host -> !host.equals(Lab.MISSING) && !host.equals("127.0.0.1"));
        List<String> all =
                Stream.concat(own, Stream.of("localhost", WARM)).distinct().toList();
        return child.within("/bin/sh", "-c", "ulimit -n " + MOST_FILES + " && exec \"$0\" \"$@\"")
                .property("jdk.net.hosts.file", Hosts.write(folder.resolve("hosts"), all));
    }

    @Override
    public List<String> warm() {
        return List.of(lab.warm.url(WARM), lab.warmSecure.url(WARM));
    }
}
