package dev.detour.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Reads addresses that are written out, and never asks a resolver. */
public final class Addresses {
    private Addresses() {}

    /** The address, or null where the text is a name. An IPv6 address stands without brackets; its zone is ignored. */
    public static @Nullable InetAddress parse(String text) {
        if (text.indexOf(':') < 0) {
            byte[] bytes = version4(text);
            return bytes == null ? null : of(bytes);
        }
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        if (!address.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0)) {
            return null;
        }
        try {
            // With a colon in it the JDK takes it for an address or refuses it: no name has one.
            return InetAddress.getByName(address);
        } catch (UnknownHostException malformed) {
            return null;
        }
    }

    /** Four decimal parts, no leading zeros: elsewhere these are octal, so nobody can know what is meant. */
    private static byte @Nullable [] version4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return null;
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            String part = parts[i];
            boolean digits = part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || part.isEmpty() || part.length() > 3 || (part.length() > 1 && part.charAt(0) == '0')) {
                return null;
            }
            int value = Integer.parseInt(part);
            if (value > 255) {
                return null;
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }

    /** These bytes: four, or sixteen. Sixteen that map an IPv4 address become that. */
    static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalArgumentException(bytes.length + " bytes are no address", wrongLength);
        }
    }
}
