package dev.detour.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numeric addresses, read without asking any resolver. */
final class Addresses {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private Addresses() {}

    /**
     * Reads an address.
     *
     * @param host the name that the address is for; null: none
     * @return null where the text is no address
     */
    static @Nullable InetAddress parse(@Nullable String host, String text) {
        try {
            byte[] bytes = bytes(text);
            return bytes == null ? null : InetAddress.getByAddress(host, bytes);
        } catch (UnknownHostException notAnAddress) {
            return null;
        }
    }

    private static byte @Nullable [] bytes(String text) throws UnknownHostException {
        if (IPV6.matcher(text).matches()) {
            return InetAddress.getByName(text).getAddress(); // a text with a colon is never looked up
        }
        if (!IPV4.matcher(text).matches()) {
            return null;
        }
        String[] parts = text.split("\\.", -1);
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            int part = Integer.parseInt(parts[i]);
            if (part > 255 || (parts[i].length() > 1 && parts[i].startsWith("0"))) {
                return null; // 010 is eight to some and ten to others
            }
            bytes[i] = (byte) part;
        }
        return bytes;
    }
}
