package dev.detour.client.okhttp;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes idle connections out of the pool that a connection belongs to: where one was found to be dead, those that have
 * lain beside it are likely to be. The pool has no method for it but one that empties all of it.
 */
public final class IdleConnections {
    private static final String CONNECTIONS = "okhttp3.internal.connection";

    /** A connection's own list of those that use it: 3.12, 3.14, later. */
    private static final String[] USERS = {"allocations", "transmitters", "calls"};

    /** What keeps the pool from handing it out: 3.12, later. */
    private static final String[] RETIRED = {"noNewStreams", "noNewExchanges"};

    private final Class<?> owner;
    private final ModuleOpener opener;

    IdleConnections(Class<?> owner, ModuleOpener opener) {
        this.owner = owner;
        this.opener = opener;
    }

    /**
     * The idle ones that are like it: they will not be handed out any more, and are to be closed.
     *
     * @throws ReflectiveOperationException where this OkHttp has no such pool
     */
    public List<Object> take(Object connection, Predicate<Object> isLike) throws ReflectiveOperationException {
        open();
        Object pool = field(connection, "connectionPool").get(connection);
        List<Object> taken = new ArrayList<>();
        // Before 4 the pool's lock guards its connections, from then on each has its own.
        synchronized (pool) {
            for (Object pooled : (Collection<?>) field(pool, "connections").get(pool)) {
                if (isLike.test(pooled) && retire(pooled)) {
                    taken.add(pooled);
                }
            }
        }
        return taken;
    }

    /**
     * Has a call leave the connection of its last attempt. It would take it again for the same host and port, whatever
     * its proxy; and 3.14 keeps all that it knew of the address as well, as long as its route may be tried again.
     *
     * @throws ReflectiveOperationException where this OkHttp has no such connections
     */
    public void leave(Object call, Object connection) throws ReflectiveOperationException {
        open();
        synchronized (connection) {
            if (!((Collection<?>) field(connection, USERS).get(connection)).isEmpty()) {
                field(connection, RETIRED).setBoolean(connection, true);
            }
        }
        Field transmitter = find(call.getClass(), "transmitter");
        if (transmitter != null) {
            transmitter.setAccessible(true);
            Object known = transmitter.get(call);
            field(known, "request").set(known, null);
        }
    }

    private void open() {
        if (owner.getModule().isNamed()) {
            opener.open(owner.getModule(), "okhttp3", CONNECTIONS);
        }
    }

    private static boolean retire(Object pooled) throws ReflectiveOperationException {
        synchronized (pooled) {
            boolean idle = ((Collection<?>) field(pooled, USERS).get(pooled)).isEmpty();
            if (idle) {
                field(pooled, RETIRED).setBoolean(pooled, true);
            }
            return idle;
        }
    }

    private static Field field(Object object, String... names) throws NoSuchFieldException {
        for (String name : names) {
            Field found = find(object.getClass(), name);
            if (found != null) {
                found.setAccessible(true);
                return found;
            }
        }
        throw new NoSuchFieldException(object.getClass().getName() + "." + String.join(", ", names));
    }

    private static @Nullable Field find(Class<?> type, String name) {
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException otherRelease) {
            return null;
        }
    }
}
