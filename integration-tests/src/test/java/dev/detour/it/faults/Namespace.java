package dev.detour.it.faults;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.children.Command;
import dev.detour.it.servers.FakeDns;
import dev.detour.it.servers.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A network of its own for children, with one cable to this machine, where {@link FakeDns} and servers stand, and routes
 * that are broken in every way. Takes root and iproute2; all of it goes when it is closed.
 */
final class Namespace implements Ground, AutoCloseable {
    /** This machine's end of the cable; the block is for benchmarks (RFC 2544) and nobody's. */
    static final String HERE = "198.18.53.1";

    private static final String THERE = "198.18.53.2";

    /** Addresses for documents (RFC 5737), one for each way in which a route can be broken. */
    static final String WITHOUT_ROUTE = "203.0.113.1";

    static final String UNREACHABLE = "203.0.113.2";
    static final String PROHIBITED = "203.0.113.3";
    static final String BLACKHOLED = "203.0.113.4";

    /** What is sent there is dropped on the other side of the cable. */
    static final String DROPPED = "203.0.113.5";

    /** On the cable, and silent when asked for its hardware address. */
    static final String ABSENT = "198.18.53.9";

    /** Another one: once somebody has begun to ask for the first, the others hear the sooner that it is silent. */
    static final String ABSENT_TOO = "198.18.53.10";

    /** For which a hardware address is asked for, once a second, before that is given up. */
    private static final String ARP_SECONDS = "6";

    /** Local ports that children have for connections to one server. */
    static final int PORTS = 16;

    private static final String PORT_RANGE = "40000 " + (40_000 + PORTS - 1);

    private static final String DROPPER = "198.18.53.8";
    private static final String NOBODYS_HARDWARE = "02:00:00:00:00:08";
    private static final String WARM = "warm" + Lab.DOMAIN;

    private final String name = "detour-" + ProcessHandle.current().pid();
    private final String cable = "dt" + ProcessHandle.current().pid();
    private final Path resolver = Path.of("/etc/netns", name);
    private final FakeDns dns;
    private final Gateway warm;
    private final Gateway crowded;

    Namespace() {
        try {
            build();
            dns = new FakeDns(InetAddress.getByName(HERE));
            warm = Gateway.plainOn(InetAddress.getByName(HERE));
            crowded = Gateway.plainOn(InetAddress.getByName(HERE));
        } catch (IOException failure) {
            dismantle();
            throw new UncheckedIOException(failure);
        } catch (RuntimeException failure) {
            dismantle();
            throw failure;
        }
        NetworkFaults.teach(dns.address(WARM, HERE));
    }

    static boolean isPossible() {
        return System.getProperty("user.name").equals("root") && Files.isExecutable(Path.of("/usr/sbin/ip"));
    }

    private void build() throws IOException {
        ip("netns", "add", name);
        ip("link", "add", cable, "type", "veth", "peer", "name", "cable", "netns", name);
        ip("addr", "add", HERE + "/24", "dev", cable);
        ip("link", "set", cable, "up");
        inside("addr", "add", THERE + "/24", "dev", "cable");
        inside("link", "set", "cable", "up");
        inside("link", "set", "lo", "up");
        inside("route", "add", "unreachable", UNREACHABLE);
        inside("route", "add", "prohibit", PROHIBITED);
        inside("route", "add", "blackhole", BLACKHOLED);
        inside("neigh", "add", DROPPER, "lladdr", NOBODYS_HARDWARE, "dev", "cable");
        inside("route", "add", DROPPED, "via", DROPPER);
        inside("ntable", "change", "name", "arp_cache", "dev", "cable", "mcast_probes", ARP_SECONDS);
        // Not by sysctl: a small system has none.
        String ports = "echo " + PORT_RANGE + " >/proc/sys/net/ipv4/ip_local_port_range";
        run("/usr/sbin/ip", "netns", "exec", name, "/bin/sh", "-c", ports);
        Files.createDirectories(resolver);
        Files.writeString(resolver.resolve("resolv.conf"), "nameserver " + HERE + "\noptions timeout:5 attempts:1\n");
    }

    private void inside(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = "-n";
        all[1] = name;
        System.arraycopy(words, 0, all, 2, words.length);
        ip(all);
    }

    private static void ip(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "/usr/sbin/ip";
        System.arraycopy(words, 0, all, 1, words.length);
        run(all);
    }

    private static void run(String... words) {
        Command.Result result = Command.run(words);
        if (result.status() != 0) {
            throw new IllegalStateException(Arrays.toString(words) + ": " + result.err());
        }
    }

    /** Of a server to which no more connections can be made than there are {@link #PORTS}. */
    int crowdedPort() {
        return crowded.port();
    }

    @Override
    public ChildJvm.Builder prepare(ChildJvm.Builder child, List<Cell> cells, Path folder) {
        return child.within("/usr/sbin/ip", "netns", "exec", name);
    }

    @Override
    public List<String> warm() {
        return List.of(warm.url(WARM));
    }

    @Override
    public void close() {
        warm.close();
        crowded.close();
        dns.close();
        dismantle();
    }

    /** Takes away what stands by now, be it all or the half; the cable goes with the network that it leads to. */
    private void dismantle() {
        Command.run("/usr/sbin/ip", "netns", "del", name);
        try {
            Files.deleteIfExists(resolver.resolve("resolv.conf"));
            Files.deleteIfExists(resolver);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
