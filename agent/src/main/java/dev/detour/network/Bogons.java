package dev.detour.network;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that no public service has: the blocks of the registries of RFC 6890 (kept by IANA as "Special-Purpose
 * Address Registry") that are not globally reachable, and multicast. A public name that resolves to one was tampered
 * with, or comes from a captive network.
 */
public final class Bogons {
    private static final Map<AddressRange, String> RANGES = ranges(
            "0.0.0.0/8", "this network, RFC 791",
            "10.0.0.0/8", "private, RFC 1918",
            "100.64.0.0/10", "carrier-grade NAT, RFC 6598",
            "127.0.0.0/8", "loopback, RFC 1122",
            "169.254.0.0/16", "link-local, RFC 3927",
            "172.16.0.0/12", "private, RFC 1918",
            "192.0.0.0/24", "protocol assignments, RFC 6890",
            "192.0.2.0/24", "documentation, RFC 5737",
            "192.168.0.0/16", "private, RFC 1918",
            "198.18.0.0/15", "benchmarking, RFC 2544",
            "198.51.100.0/24", "documentation, RFC 5737",
            "203.0.113.0/24", "documentation, RFC 5737",
            "224.0.0.0/4", "multicast, RFC 5771",
            "240.0.0.0/4", "reserved, RFC 1112",
            "::/128", "unspecified, RFC 4291",
            "::1/128", "loopback, RFC 4291",
            "64:ff9b:1::/48", "local translation, RFC 8215",
            "100::/64", "discard, RFC 6666",
            "100:0:0:1::/64", "dummy prefix, RFC 9780",
            "2001:2::/48", "benchmarking, RFC 5180",
            "2001:10::/28", "ORCHID, RFC 4843",
            "2001:db8::/32", "documentation, RFC 3849",
            "3fff::/20", "documentation, RFC 9637",
            "5f00::/16", "segment routing, RFC 9602",
            "fc00::/7", "unique local, RFC 4193",
            "fe80::/10", "link-local, RFC 4291",
            "fec0::/10", "site-local, RFC 3879",
            "ff00::/8", "multicast, RFC 4291");

    /** Two anycast services amid 192.0.0.0/24 are reachable by all (RFC 7723, RFC 8155). */
    private static final AddressRange[] EXCEPTIONS = {range("192.0.0.9/32"), range("192.0.0.10/32")};

    /** IPv4 addresses inside IPv6: translated (RFC 6052), 6to4 (RFC 3056), compatible (RFC 4291 2.5.5.1). */
    private static final AddressRange TRANSLATED = range("64:ff9b::/96");

    private static final AddressRange SIX_TO_FOUR = range("2002::/16");
    private static final AddressRange COMPATIBLE = range("::/96");

    private Bogons() {}

    /** Whether no public service has this address. */
    public static boolean contain(InetAddress address) {
        return reason(address) != null;
    }

    /** What the address is for, with the source; null where it is an ordinary public one. */
    public static @Nullable String reason(InetAddress address) {
        for (AddressRange exception : EXCEPTIONS) {
            if (exception.contains(address)) {
                return null;
            }
        }
        for (Map.Entry<AddressRange, String> range : RANGES.entrySet()) {
            if (range.getKey().contains(address)) {
                return range.getValue();
            }
        }
        InetAddress embedded = embedded(address);
        return embedded == null ? null : reason(embedded);
    }

    /** The JDK has made mapped addresses ({@code ::ffff:0:0/96}) IPv4 already. */
    private static @Nullable InetAddress embedded(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return null;
        }
        byte[] bytes = address.getAddress();
        if (SIX_TO_FOUR.contains(address)) {
            return Addresses.of(Arrays.copyOfRange(bytes, 2, 6));
        }
        boolean last = TRANSLATED.contains(address) || COMPATIBLE.contains(address);
        return last ? Addresses.of(Arrays.copyOfRange(bytes, 12, 16)) : null;
    }

    private static Map<AddressRange, String> ranges(String... rangesAndReasons) {
        Map<AddressRange, String> ranges = new LinkedHashMap<>();
        for (int i = 0; i < rangesAndReasons.length; i += 2) {
            ranges.put(range(rangesAndReasons[i]), rangesAndReasons[i + 1]);
        }
        return ranges;
    }

    private static AddressRange range(String text) {
        AddressRange range = AddressRange.parse(text);
        if (range == null) {
            throw new IllegalArgumentException(text);
        }
        return range;
    }
}
