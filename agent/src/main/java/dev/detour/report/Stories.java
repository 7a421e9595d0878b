package dev.detour.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A choice of calls, made in one pass: each outcome, code and route gets a fair share, so that what is rare is not
 * crowded out; within a share each call has the same chance, so that it is spread over the time as they are. Calls that
 * were lost get twice the room of those that were rescued. The same events give the same choice.
 */
final class Stories {
    private static final int MOST_SHARES = 400;

    private final int most;
    private final long mostBytes;
    private final SplittableRandom chance = new SplittableRandom(20_261_121);
    private final Map<List<String>, Share> shares = new LinkedHashMap<>();
    private int size;
    private long bytes;
    private long offered;

    Stories(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    void offer(CallEvents call) {
        offered++;
        Share share = share(call);
        share.seen++;
        if (size < most || share.room() < largest().room()) {
            keep(share, call);
        } else if (chance.nextLong(share.seen) < share.calls.size()) {
            drop(share);
            keep(share, call);
        }
        while (size > most || (bytes > mostBytes && size > 1)) {
            drop(largest());
        }
    }

    private Share share(CallEvents call) {
        Outcome outcome = call.outcome();
        List<String> key =
                List.of(outcome.code(), call.cause().kind(), call.cause().route());
        Share share = shares.get(key);
        if (share == null && shares.size() >= MOST_SHARES) {
            key = List.of(outcome.code());
            share = shares.get(key);
        }
        if (share == null) {
            share = new Share(outcome.weight());
            shares.put(key, share);
        }
        return share;
    }

    private Share largest() {
        return Collections.max(shares.values(), Comparator.comparingDouble(Share::room));
    }

    private void keep(Share share, CallEvents call) {
        share.calls.add(call);
        size++;
        bytes += call.bytes();
    }

    /** Any of them, so that each keeps the same chance. */
    private void drop(Share share) {
        int victim = chance.nextInt(share.calls.size());
        int last = share.calls.size() - 1;
        bytes -= share.calls.get(victim).bytes();
        Collections.swap(share.calls, victim, last);
        share.calls.remove(last);
        size--;
    }

    /** How many calls there were to choose from. */
    long offered() {
        return offered;
    }

    /** Those that were chosen, by the time of their end. */
    List<CallEvents> chosen() {
        List<CallEvents> all = new ArrayList<>();
        shares.values().forEach(share -> all.addAll(share.calls));
        all.sort(Comparator.comparingLong(CallEvents::time));
        return all;
    }

    private static final class Share {
        private final int weight;
        private final List<CallEvents> calls = new ArrayList<>();
        private long seen;

        Share(int weight) {
            this.weight = weight;
        }

        double room() {
            return (double) calls.size() / weight;
        }
    }
}
