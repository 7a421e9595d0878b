package dev.detour.network;

import dev.detour.exchange.Daemons;
import dev.detour.exchange.NameLookup;
import dev.detour.exchange.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.naming.CommunicationException;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import javax.naming.ServiceUnavailableException;
import javax.naming.directory.InitialDirContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks DNS once more for a name that the system did not resolve: whether it is missing, or the resolver is dead. The
 * exception tells only by a text of the system's, in the system's language.
 *
 * <p>Used after a failure, by threads of its own that end at once; an answer comes within {@link #LONGEST}. Calls that
 * fail together ask once, and what was found is remembered as long as the JDK remembers that a name did not resolve.
 */
public final class NameCheck {
    /** What a call that has failed already is delayed by at the most. */
    public static final Duration LONGEST = Duration.ofSeconds(1);

    /** The JDK's own {@code networkaddress.cache.negative.ttl}. */
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    /** Milliseconds for each server, asked once: {@link #LONGEST} is enough for the three that a system may have. */
    private static final String PATIENCE = "300";

    private static final int MOST_AT_ONCE = 4;
    private static final int MOST_REMEMBERED = 1_000;

    private final String servers;
    private final Ticker ticker;
    private final Map<String, Found> found = new HashMap<>();
    private int asking;

    /** Asks the servers that the system is set to. */
    public NameCheck() {
        this("dns:", Ticker.SYSTEM);
    }

    NameCheck(String servers, Ticker ticker) {
        this.servers = servers;
        this.ticker = ticker;
    }

    /** What DNS says; complete with null where it was not asked, because too many others are being asked for. */
    public CompletableFuture<@Nullable NameLookup> of(String host) {
        if (isFromFile()) {
            return CompletableFuture.completedFuture(NameLookup.MISSING);
        }
        CompletableFuture<@Nullable NameLookup> result;
        synchronized (this) {
            Found known = found.get(host);
            if (known != null && ticker.nanos() - known.sinceNanos < REMEMBERED.toNanos()) {
                return known.result.copy();
            }
            if (asking >= MOST_AT_ONCE) {
                return CompletableFuture.completedFuture(null);
            }
            asking++;
            result = new CompletableFuture<>();
            if (found.size() >= MOST_REMEMBERED) {
                found.clear();
            }
            found.put(host, new Found(result, ticker.nanos()));
        }
        start(host, result);
        return result.copy();
    }

    /** A JVM that resolves by a file asks no DNS: the name is not in it. */
    private static boolean isFromFile() {
        try {
            return System.getProperty("jdk.net.hosts.file") != null;
        } catch (SecurityException mayNotKnow) {
            return false;
        }
    }

    private void start(String host, CompletableFuture<@Nullable NameLookup> result) {
        result.completeOnTimeout(NameLookup.UNAVAILABLE, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        try {
            Daemons.daemon("detour-names", () -> {
                        result.complete(ask(host));
                        ended();
                    })
                    .start();
        } catch (Throwable noThreadToBeHad) {
            ended();
            result.complete(null);
        }
    }

    private synchronized void ended() {
        asking--;
    }

    @SuppressWarnings("BanJNDI") // DNS answers are texts: nothing is deserialized
    private @Nullable NameLookup ask(String host) {
        Properties environment = new Properties();
        environment.setProperty(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
        environment.setProperty(Context.PROVIDER_URL, servers);
        environment.setProperty("com.sun.jndi.dns.timeout.initial", PATIENCE);
        environment.setProperty("com.sun.jndi.dns.timeout.retries", "1");
        try {
            InitialDirContext context = new InitialDirContext(environment);
            try {
                boolean known = context.getAttributes(host + ".", new String[] {"A", "AAAA"})
                                .size()
                        > 0;
                // It resolves now: when the system asked, it got no answer.
                return known ? NameLookup.UNAVAILABLE : NameLookup.MISSING;
            } finally {
                context.close();
            }
        } catch (NameNotFoundException missing) {
            return NameLookup.MISSING;
        } catch (CommunicationException | ServiceUnavailableException | OperationNotSupportedException dead) {
            return NameLookup.UNAVAILABLE; // silence, SERVFAIL, REFUSED
        } catch (NamingException | RuntimeException | LinkageError cannotAsk) {
            return null;
        }
    }

    private static final class Found {
        final CompletableFuture<@Nullable NameLookup> result;
        final long sinceNanos;

        Found(CompletableFuture<@Nullable NameLookup> result, long sinceNanos) {
            this.result = result;
            this.sinceNanos = sinceNanos;
        }
    }
}
