package dev.detour.client.okhttp.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import okhttp3.Dns;

/**
 * Resolves as before, and keeps connections with keep-alive apart from those without: OkHttp compares resolvers, but not
 * socket factories, before it takes a pooled connection, or shares one of HTTP/2 between hosts of one address.
 */
public final class ApartDns implements Dns {
    private final Dns application;
    private final Duration idle;

    public ApartDns(Dns application, Duration idle) {
        this.application = application;
        this.idle = idle;
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        return application.lookup(hostname);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApartDns
                && ((ApartDns) other).application.equals(application)
                && ((ApartDns) other).idle.equals(idle);
    }

    @Override
    public int hashCode() {
        return 31 * application.hashCode() + idle.hashCode();
    }
}
