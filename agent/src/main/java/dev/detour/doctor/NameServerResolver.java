package dev.detour.doctor;

import dev.detour.network.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/** A name server by its address, asked by the JDK's DNS provider. */
final class NameServerResolver implements Resolver {
    private final String server;
    private final Duration timeout;

    /**
     * @param server {@code host} or {@code host:port}, an IPv6 address in brackets
     */
    NameServerResolver(String server, Duration timeout) {
        this.server = server;
        this.timeout = timeout;
    }

    @Override
    public String name() {
        return server;
    }

    @Override
    public List<InetAddress> resolve(String host) throws IOException {
        return Bounded.run(timeout, () -> {}, () -> ask(host));
    }

    @SuppressWarnings("BanJNDI") // DNS answers are texts: nothing is deserialized
    private List<InetAddress> ask(String host) throws IOException {
        Properties environment = new Properties();
        environment.setProperty(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.setProperty(Context.PROVIDER_URL, "dns://" + server);
        environment.setProperty("com.sun.jndi.dns.timeout.initial", Long.toString(timeout.toMillis() / 4));
        environment.setProperty("com.sun.jndi.dns.timeout.retries", "2");
        try {
            InitialDirContext context = new InitialDirContext(environment);
            try {
                return addresses(context, host);
            } finally {
                context.close();
            }
        } catch (NameNotFoundException missing) {
            return List.of();
        } catch (NamingException dead) {
            throw new IOException(
                    dead.getMessage() == null ? dead.getClass().getSimpleName() : dead.getMessage(), dead);
        }
    }

    /** Asked for one after the other: for two types at once the JDK asks for ANY, which many servers refuse (RFC 8482). */
    @SuppressWarnings("BanJNDI") // likewise
    private static List<InetAddress> addresses(InitialDirContext context, String host) throws NamingException {
        List<InetAddress> found = new ArrayList<>();
        for (String type : List.of("A", "AAAA")) {
            Attribute records =
                    context.getAttributes(host + ".", new String[] {type}).get(type);
            for (int i = 0; records != null && i < records.size(); i++) {
                InetAddress address = Addresses.parse(String.valueOf(records.get(i)));
                if (address != null) {
                    found.add(address);
                }
            }
        }
        return found;
    }
}
