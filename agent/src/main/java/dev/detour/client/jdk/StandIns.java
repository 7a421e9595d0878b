package dev.detour.client.jdk;

import dev.detour.call.Send;
import dev.detour.network.ProxyServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stand-in addresses, for hosts whose connections are made in another way than the JDK's client knows: through a SOCKS
 * proxy, or directly with trust, keys, addresses or options of a route.
 *
 * <p>A stand-in carries the host's name and a number. It does three things at once: the name is not resolved where the
 * client would do it; the pool, whose key is the address alone, keeps such a connection apart from those of other hosts
 * at the same address, which must not profit from a root that is not meant for them, and from those of other proxies;
 * and the hooks below recognise what is to be connected to instead. The addresses are out of the prefix that goes
 * nowhere (100::/64, RFC 6666), so that one that were used by mistake would reach nobody.
 *
 * <p>HTTP/2 connections are pooled by name: there the hosts are apart, and calls through SOCKS, which are not, speak
 * HTTP/1.1.
 */
final class StandIns {
    private static final long DISCARD_PREFIX = 0x0100_0000_0000_0000L;

    /** Enough for the hosts of a sane configuration; beyond that, connections are pooled as the JDK does it. */
    private static final int MOST = 10_000;

    /** By number: a {@link ProxyServer}, or the name of the host that is connected to directly. */
    private final List<Object> entries = new ArrayList<>();

    private final Map<Object, Integer> numbers = new HashMap<>();

    /** Whether this attempt goes through a SOCKS proxy. */
    static boolean isForSocks(Send send) {
        ProxyServer server = send.network().proxy().proxyFor(send.target().origin());
        return server != null && server.isSocks();
    }

    /** The stand-in for a host behind this proxy. */
    InetSocketAddress behind(ProxyServer server, String host, int port) throws UnknownHostException {
        return standIn(number(server), host, port);
    }

    /** The stand-in for a host that is connected to directly; null where there are too many. */
    @Nullable
    InetSocketAddress direct(String host, int port) throws UnknownHostException {
        int number = number(host);
        return number < 0 ? null : standIn(number, host, port);
    }

    private static InetSocketAddress standIn(int number, String host, int port) throws UnknownHostException {
        byte[] bytes =
                ByteBuffer.allocate(16).putLong(DISCARD_PREFIX).putLong(number).array();
        return new InetSocketAddress(InetAddress.getByAddress(host, bytes), port);
    }

    private synchronized int number(Object entry) {
        Integer known = numbers.get(entry);
        if (known != null) {
            return known;
        }
        if (entries.size() >= MOST && entry instanceof String) {
            return -1;
        }
        entries.add(entry);
        numbers.put(entry, entries.size());
        return entries.size();
    }

    /** The proxy that a stand-in is for; null where the address is another's. */
    @Nullable
    ProxyServer proxyOf(@Nullable InetSocketAddress address) {
        Object entry = entryOf(address);
        return entry instanceof ProxyServer ? (ProxyServer) entry : null;
    }

    /** The name of the host that a stand-in is for; null where the address is another's. */
    @Nullable
    String hostOf(@Nullable InetSocketAddress address) {
        Object entry = entryOf(address);
        return entry instanceof String ? (String) entry : null;
    }

    private @Nullable Object entryOf(@Nullable InetSocketAddress address) {
        if (address == null || address.getAddress() == null) {
            return null;
        }
        byte[] bytes = address.getAddress().getAddress();
        if (bytes.length != 16 || bytes[0] != 1) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long prefix = buffer.getLong();
        long number = buffer.getLong();
        return prefix == DISCARD_PREFIX ? entry(number) : null;
    }

    private synchronized @Nullable Object entry(long number) {
        return number > 0 && number <= entries.size() ? entries.get((int) number - 1) : null;
    }
}
