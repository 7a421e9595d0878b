package dev.detour.failure;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Addresses that a name should not have. */
final class SuspiciousAddress {
    private SuspiciousAddress() {}

    /**
     * Whether DNS must have been tampered with, or a captive network answered.
     *
     * @param host what was resolved
     * @param isPublic whether the host is a public service, with public addresses only
     * @param peer the address it resolved to, with its port, numeric; null where it is not known
     */
    static boolean isSuspicious(String host, boolean isPublic, @Nullable String peer) {
        InetAddress address = peer == null || isLiteral(host) ? null : numeric(withoutPort(peer));
        if (address == null) {
            return false;
        }
        return address.isAnyLocalAddress() || (isPublic && isPrivate(address));
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean carrierGrade = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64; // RFC 6598: 100.64/10
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC; // RFC 4193: fc00::/7
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || carrierGrade
                || uniqueLocal;
    }

    private static String withoutPort(String peer) {
        int bracket = peer.lastIndexOf(']');
        if (bracket >= 0) {
            return peer.substring(peer.indexOf('[') + 1, bracket);
        }
        int colon = peer.lastIndexOf(':');
        return colon >= 0 && peer.indexOf(':') == colon ? peer.substring(0, colon) : peer;
    }

    /** What cannot be a name is not looked up. */
    private static @Nullable InetAddress numeric(String text) {
        if (!isLiteral(text)) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException malformed) {
            return null;
        }
    }

    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    }
}
