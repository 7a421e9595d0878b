package dev.detour.doctor;

import dev.detour.exchange.Phase;
import dev.detour.failure.Failure;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether each address of the host, or of the proxy, takes a connection. All at once: a dead one takes its whole time. */
final class ConnectProbe implements Probe {
    @Override
    public Step step() {
        return Step.CONNECT;
    }

    @Override
    public boolean concerns(Visit visit) {
        return true;
    }

    @Override
    public void run(Visit visit) {
        List<CompletableFuture<Try>> running = visit.addresses().stream()
                .map(address -> CompletableFuture.supplyAsync(() -> connect(visit, address), Bounded.THREADS))
                .collect(Collectors.toList());
        List<Try> tries = new ArrayList<>();
        running.forEach(one -> tries.add(one.join()));
        if (tries.size() > 1) {
            tries.forEach(one -> visit.add(one.detail()));
        }
        Try working =
                tries.stream().filter(one -> one.failure == null).findFirst().orElse(null);
        if (working == null) {
            Try first = tries.get(0);
            Failure failure = first.failure();
            Finding.Builder finding = Finding.failed(Step.CONNECT, failure.kind(), first.where + ": " + said(failure));
            visit.add(NameDoubt.about(visit, failure.kind(), finding).millis(first.millis));
            return;
        }
        visit.use(working.address);
        visit.add(summary(tries, working).millis(working.millis));
    }

    private static String said(Failure failure) {
        String message = failure.message();
        return failure.kind().meaning() + (message == null ? "" : " (" + message + ")");
    }

    private static Finding.Builder summary(List<Try> tries, Try working) {
        List<Try> dead = tries.stream().filter(one -> one.failure != null).collect(Collectors.toList());
        if (dead.isEmpty()) {
            return Finding.ok(Step.CONNECT, "connected to " + working.where);
        }
        String which = dead.stream()
                .map(one ->
                        one.where + " (" + one.family() + "): " + one.failure().code())
                .collect(Collectors.joining(", "));
        return Finding.odd(Step.CONNECT, Remark.ADDRESS_DEAD, working.where + " answers, and not " + which);
    }

    private static Try connect(Visit visit, InetAddress address) {
        String where = Wording.address(address.getHostAddress(), visit.course().peerPort());
        try (Trip trip = visit.trip()) {
            try {
                trip.connect(address);
                return new Try(address, where, null, trip.millis().getOrDefault(Phase.CONNECT, 0L));
            } catch (IOException | RuntimeException failed) {
                return new Try(
                        address, where, visit.name(trip, failed), trip.millis().getOrDefault(Phase.CONNECT, 0L));
            }
        } catch (IOException neverOfAClose) {
            throw new IllegalStateException(neverOfAClose);
        }
    }

    /** One address, and what it said. */
    private static final class Try {
        final InetAddress address;
        final String where;
        final @Nullable Failure failure;
        final long millis;

        Try(InetAddress address, String where, @Nullable Failure failure, long millis) {
            this.address = address;
            this.where = where;
            this.failure = failure;
            this.millis = millis;
        }

        String family() {
            return address instanceof Inet6Address ? "IPv6" : "IPv4";
        }

        Failure failure() {
            return java.util.Objects.requireNonNull(failure, "a failed try");
        }

        Finding.Builder detail() {
            Finding.Builder finding = failure == null
                    ? Finding.ok(Step.CONNECT, "connected (" + family() + ")")
                    : Finding.failed(
                            Step.CONNECT, failure.kind(), failure.kind().meaning() + " (" + family() + ")");
            return finding.label(where).detail().millis(millis);
        }
    }
}
