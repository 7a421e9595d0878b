package dev.detour.client.okhttp.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import okhttp3.Dns;

/**
 * Leaves names to a SOCKS proxy: resolves none, and hands on an address that carries the name, which is what {@link
 * Sockets} tell the proxy.
 *
 * <p>OkHttp shares an HTTP/2 connection between hosts of one address, so each name has an address of its own. They are
 * out of the prefix that goes nowhere (100::/64, RFC 6666): one that were connected to by mistake would reach nobody.
 */
public final class ProxyDns implements Dns {
    private static final long DISCARD_PREFIX = 0x0100_0000_0000_0000L;

    private final String proxy;

    /** For one proxy: the pool knows connections apart by this, not by their sockets. */
    public ProxyDns(String proxy) {
        this.proxy = proxy;
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        ByteBuffer address = ByteBuffer.allocate(16).putLong(DISCARD_PREFIX).putLong(hash(hostname));
        return List.of(InetAddress.getByAddress(hostname, address.array()));
    }

    /** FNV-1a, 64 bits. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProxyDns && ((ProxyDns) other).proxy.equals(proxy);
    }

    @Override
    public int hashCode() {
        return proxy.hashCode();
    }
}
