package dev.detour.client.okhttp.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.Dns;

/** Fixed addresses for some hosts, as in {@code /etc/hosts}; the application's own resolver for all others. */
public final class FixedDns implements Dns {
    private final Dns application;
    private final Map<String, List<InetAddress>> hosts;

    /**
     * On top of a resolver.
     *
     * @param hosts by name, lower case
     */
    public FixedDns(Dns application, Map<String, List<InetAddress>> hosts) {
        this.application = application;
        this.hosts = hosts;
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        List<InetAddress> fixed = hosts.get(hostname.toLowerCase(Locale.ROOT));
        return fixed == null || fixed.isEmpty() ? application.lookup(hostname) : fixed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FixedDns
                && ((FixedDns) other).application.equals(application)
                && ((FixedDns) other).hosts.equals(hosts);
    }

    @Override
    public int hashCode() {
        return 31 * application.hashCode() + hosts.hashCode();
    }
}
