package dev.detour.network;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A block of addresses in CIDR notation (RFC 4632, RFC 4291 2.3). */
final class AddressRange {
    private final byte[] network;
    private final int prefix;

    private AddressRange(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /** This one address. */
    static AddressRange of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new AddressRange(bytes, bytes.length * 8);
    }

    /** Reads {@code address/length}; null where it is no such thing. Bits behind the prefix do not count. */
    static @Nullable AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = slash < 0 ? null : Addresses.parse(text.substring(0, slash));
        String length = text.substring(slash + 1);
        if (address == null || !length.matches("[0-9]{1,3}")) {
            return null;
        }
        byte[] network = address.getAddress();
        int prefix = Integer.parseInt(length);
        return prefix > network.length * 8 ? null : new AddressRange(network, prefix);
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (bytes[i] != network[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || (bytes[whole] ^ network[whole]) >> (8 - rest) == 0;
    }
}
