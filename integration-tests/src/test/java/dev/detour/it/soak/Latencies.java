package dev.detour.it.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long calls took that had nothing to wait for, stretch by stretch, in microseconds. */
final class Latencies {
    private final List<long[]> stretches = new ArrayList<>();

    void add(List<Ended> calls) {
        stretches.add(calls.stream()
                .filter(call -> call.task().isGood() && call.isThroughout(Period.ROUTED))
                .mapToLong(Ended::micros)
                .toArray());
    }

    /** Of the first third, without the very first stretch. */
    long early(double share) {
        int first = stretches.size() < 3 ? 0 : 1;
        return quantile(share, first, Math.max(first + 1, stretches.size() / 3));
    }

    long late(double share) {
        return quantile(share, stretches.size() - Math.max(1, stretches.size() / 3), stretches.size());
    }

    private long quantile(double share, int from, int to) {
        long[] all = stretches.subList(from, to).stream()
                .flatMapToLong(Arrays::stream)
                .sorted()
                .toArray();
        return all.length == 0 ? 0 : all[(int) Math.min(all.length - 1, share * all.length)];
    }
}
