package dev.detour.network;

import dev.detour.exchange.Origin;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A {@code NO_PROXY} list: what is called without a proxy. Entries are separated by commas, spaces or both; case and a
 * final dot do not count.
 *
 * <p>Where curl and Go read an entry differently, it counts as the one reads it that goes direct: the list is there to
 * keep inner hosts from an outer proxy.
 *
 * <table>
 * <caption>Entries</caption>
 * <tr><th>entry</th><th>covers</th></tr>
 * <tr><td>{@code *}</td><td>everything</td></tr>
 * <tr><td>{@code example.com}</td><td>it and the names below it (both)</td></tr>
 * <tr><td>{@code .example.com}</td><td>the same (curl; in Go only the names below)</td></tr>
 * <tr><td>{@code *.example.com}</td><td>the names below (Go; curl does not know it)</td></tr>
 * <tr><td>{@code 10.1.2.3}, {@code ::1}, {@code [::1]}</td><td>the address, however written (both)</td></tr>
 * <tr><td>{@code 10.0.0.0/8}, {@code fd00::/8}</td><td>calls to an address of the block; no name is resolved
 * (both)</td></tr>
 * <tr><td>any but a block, then {@code :port}</td><td>that port only (Go)</td></tr>
 * </table>
 *
 * An entry that is none of these covers nothing.
 */
final class ProxyExceptions {
    private static final int ANY_PORT = 0;

    /** A name of DNS, a port, and some room; the JDK takes the square of a text's length to make some letters small. */
    private static final int LONGEST_ENTRY = 300;

    private final String text;
    private final List<Entry> entries;

    private ProxyExceptions(String text, List<Entry> entries) {
        this.text = text;
        this.entries = entries;
    }

    static ProxyExceptions parse(String text) {
        List<Entry> entries = new ArrayList<>();
        for (String written : text.split("[,\\s]+", -1)) {
            boolean possible = !written.isEmpty() && written.length() <= LONGEST_ENTRY;
            Entry entry = possible ? entry(written.toLowerCase(Locale.ROOT)) : null;
            if (entry != null) {
                entries.add(entry);
            }
        }
        return new ProxyExceptions(text, List.copyOf(entries));
    }

    private static @Nullable Entry entry(String written) {
        AddressRange block = AddressRange.parse(written);
        if (block != null) {
            return new Entry(null, false, block, ANY_PORT);
        }
        InetAddress bare = Addresses.parse(written);
        if (bare != null) {
            return new Entry(null, false, AddressRange.of(bare), ANY_PORT);
        }
        int bracket = written.lastIndexOf(']');
        int colon = written.indexOf(':', Math.max(bracket, 0));
        int port = colon < 0 ? ANY_PORT : port(written.substring(colon + 1));
        String host = colon < 0 ? written : written.substring(0, colon);
        return port < 0 ? null : entry(host, port);
    }

    private static @Nullable Entry entry(String host, int port) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        InetAddress address = Addresses.parse(bracketed ? host.substring(1, host.length() - 1) : host);
        if (address != null) {
            return new Entry(null, false, AddressRange.of(address), port);
        }
        boolean onlyBelow = host.startsWith("*.");
        String name = withoutFinalDot(host.startsWith(".") ? host.substring(1) : host.substring(onlyBelow ? 2 : 0));
        return name.isEmpty() || bracketed ? null : new Entry(name, onlyBelow, null, port);
    }

    private static int port(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
    }

    /** Whether calls to this origin take no proxy. */
    boolean contain(Origin origin) {
        String host = withoutFinalDot(origin.host());
        InetAddress address = Addresses.parse(host);
        return entries.stream().anyMatch(entry -> entry.covers(host, address, origin.port()));
    }

    private static String withoutFinalDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** As it was written: it names no user and no password. */
    @Override
    public String toString() {
        return text.isEmpty() ? "none" : text;
    }

    /** Either a name or a block of addresses. */
    private static final class Entry {
        private final @Nullable String name;
        private final boolean onlyBelow;
        private final @Nullable AddressRange block;
        private final int port;

        Entry(@Nullable String name, boolean onlyBelow, @Nullable AddressRange block, int port) {
            this.name = name;
            this.onlyBelow = onlyBelow;
            this.block = block;
            this.port = port;
        }

        boolean covers(String host, @Nullable InetAddress address, int port) {
            if (this.port != ANY_PORT && this.port != port) {
                return false;
            }
            if (name == null) {
                return address != null && block != null && block.contains(address);
            }
            if (name.equals("*")) {
                return true;
            }
            return address == null && ((!onlyBelow && host.equals(name)) || host.endsWith("." + name));
        }
    }
}
