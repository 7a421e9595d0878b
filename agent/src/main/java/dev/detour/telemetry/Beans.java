package dev.detour.telemetry;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The MBeans {@code dev.detour:type=…}. They wait until somebody else has made the platform's MBean server: an
 * application may want to choose its builder, and one that nobody looks at costs 100 ms. Whether it is there is looked
 * for by the timer that the JDK itself runs, from some seconds after the start on; until then no class of
 * {@code javax.management} is so much as loaded.
 */
final class Beans implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Tally tally;
    private final Gauges gauges;
    private final String version;
    private @Nullable CompletableFuture<Void> nextLook;
    private @Nullable RegisteredBeans registered;
    private boolean closed;

    private Beans(Tally tally, Gauges gauges, String version) {
        this.tally = tally;
        this.gauges = gauges;
        this.version = version;
    }

    /** Null where this runtime has no management; else it begins to look for a server. */
    static @Nullable Beans ofThisRuntime(Tally tally, Gauges gauges, String version) {
        if (ModuleLayer.boot().findModule("java.management").isEmpty()) {
            return null;
        }
        Beans beans = new Beans(tally, gauges, version);
        beans.lookSoon();
        return beans;
    }

    private synchronized void lookSoon() {
        CompletableFuture<Void> look = new CompletableFuture<>();
        nextLook = look;
        look.completeOnTimeout(null, PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                .thenRunAsync(() -> AccessController.doPrivileged((PrivilegedAction<@Nullable Void>) () -> {
                    look();
                    return null;
                }));
    }

    /** Registers the beans where there is a server; else looks again soon. */
    synchronized void look() {
        if (closed || registered != null) {
            return;
        }
        registered = RegisteredBeans.withPlatform(tally, gauges, version);
        if (registered == null) {
            lookSoon();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (nextLook != null) {
            // To cancel it would leave its exception, whose trace names our classes, in the JDK's queue until its time
            // (11).
            nextLook.complete(null);
        }
        if (registered != null) {
            registered.close();
            registered = null;
        }
    }
}
