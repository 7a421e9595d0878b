package dev.detour.call;

import dev.detour.breaker.Breaker;
import dev.detour.breaker.Rest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** The ways of one call, in the order in which it may take them, and how far it has come. For one thread at a time. */
final class Course {
    private final List<Way> order;
    /** By their index; null until somebody asks what else there is, as for most calls nobody does. */
    private boolean @Nullable [] tried;

    private int at;
    private int sends;
    private int sendsOnPath;
    private Breaker.@Nullable Pass pass;

    /**
     * Draws where the call begins.
     *
     * @param usable the ways that may be taken, in order of preference; at least one
     */
    Course(List<Way> usable, DoubleSupplier random) {
        this.order = drawn(usable, random);
    }

    /**
     * A canary gets its share of the calls; those that are not for it begin behind it, and come to it only where all
     * others have failed them: a call that can be answered is.
     */
    private static List<Way> drawn(List<Way> ways, DoubleSupplier random) {
        int begin = 0;
        while (begin < ways.size() - 1 && !isIn(ways.get(begin).path().path().share(), random)) {
            begin++;
        }
        if (begin == 0) {
            return ways;
        }
        List<Way> order = new ArrayList<>(ways.subList(begin, ways.size()));
        order.addAll(ways.subList(0, begin));
        return order;
    }

    private static boolean isIn(double share, DoubleSupplier random) {
        return share >= 1 || random.getAsDouble() < share;
    }

    /** Begins with the first path that is not given a rest; false: they all are, and nothing must be sent. */
    boolean begin(long nowNanos) {
        for (int i = 0; i < order.size(); i++) {
            if (enter(i, nowNanos)) {
                return true;
            }
        }
        return false;
    }

    private boolean enter(int index, long nowNanos) {
        Breaker breaker = order.get(index).breaker();
        Breaker.Pass entered = breaker == null ? null : breaker.enter(nowNanos);
        if (breaker != null && entered == null) {
            return false;
        }
        at = index;
        pass = entered;
        sendsOnPath = 0;
        return true;
    }

    /** The way that is sent by. */
    Way way() {
        return order.get(at);
    }

    PathRules path() {
        return way().path();
    }

    /** Sends so far, on all paths. */
    int sends() {
        return sends;
    }

    /** Sends on this path so far. */
    int sendsOnPath() {
        return sendsOnPath;
    }

    /** Counts a send. What the breaker is to be told of it; null where there is none. */
    Breaker.@Nullable Pass send(long nowNanos) {
        Breaker.Pass first = pass;
        sends++;
        sendsOnPath++;
        if (first != null) {
            pass = null;
            return first;
        }
        Breaker breaker = way().breaker();
        return breaker == null ? null : breaker.enter(nowNanos);
    }

    /** Whether this path is given a rest by now, so that nothing must be sent there again. */
    boolean rests(long nowNanos) {
        Breaker breaker = way().breaker();
        return breaker != null && !breaker.admits(nowNanos);
    }

    /** Whether there is a path that was not tried and is not given a rest. */
    boolean hasNext(long nowNanos) {
        boolean[] before = tried();
        for (int i = 0; i < order.size(); i++) {
            if (!before[i]) {
                Breaker breaker = order.get(i).breaker();
                if (breaker == null || breaker.admits(nowNanos)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Moves to the next path; where others have taken the last places meanwhile, to the first that was not tried. */
    void moveOn(long nowNanos) {
        boolean[] before = tried();
        int next = -1;
        for (int i = 0; i < order.size(); i++) {
            if (!before[i]) {
                if (enter(i, nowNanos)) {
                    before[i] = true;
                    return;
                }
                next = next < 0 ? i : next;
            }
        }
        if (next < 0) {
            throw new IllegalStateException("no path is left");
        }
        at = next;
        before[next] = true;
        sendsOnPath = 0;
    }

    private boolean[] tried() {
        boolean[] known = tried;
        if (known == null) {
            known = new boolean[order.size()];
            known[at] = true;
            tried = known;
        }
        return known;
    }

    /** Why nothing may be sent: of the path that is preferred. */
    @Nullable
    Rest rest(long nowNanos) {
        Breaker breaker = order.get(0).breaker();
        return breaker == null ? null : breaker.rest(nowNanos);
    }

    /** How long until some path may be tried again, in milliseconds. */
    long millisToProbe(long nowNanos) {
        return order.stream()
                .map(Way::breaker)
                .filter(Objects::nonNull)
                .map(breaker -> breaker.rest(nowNanos))
                .mapToLong(rest -> rest == null ? 0 : rest.left().toMillis())
                .min()
                .orElse(0);
    }
}
