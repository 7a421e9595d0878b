package dev.detour.doctor;

import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the system's addresses of a host fail, and a clean name server says others: whether those work. That alone tells
 * a false answer, which may be anybody's public address, from that of a content network, which answers by place.
 */
final class CleanAddressProbe implements Probe {
    /** Enough to find one that works: large services have dozens. */
    private static final int MOST = 4;

    @Override
    public Step step() {
        return Step.DNS;
    }

    @Override
    public boolean looksIntoFailures() {
        return true;
    }

    /** Without a certificate nobody can tell who answers. */
    @Override
    public boolean concerns(Visit visit) {
        Step failed = visit.failedStep();
        return (failed == Step.CONNECT || failed == Step.TLS)
                && visit.course().target().origin().isSecure()
                && visit.isNameInDoubt();
    }

    @Override
    public void run(Visit visit) {
        List<CompletableFuture<Try>> running = visit.cleanAddresses().stream()
                .limit(MOST)
                .map(address -> CompletableFuture.supplyAsync(() -> greet(visit, address), Bounded.THREADS))
                .collect(Collectors.toList());
        List<Try> tries = new ArrayList<>();
        running.forEach(one -> tries.add(one.join()));
        Try working =
                tries.stream().filter(one -> one.failure == null).findFirst().orElse(null);
        Finding.Builder finding = working == null ? alike(tries.get(0)) : forged(visit, working);
        visit.add(finding.label("clean address"));
    }

    private static Finding.Builder alike(Try first) {
        return Finding.ok(Step.DNS, first.where + " does not work either (" + first.code() + "): DNS is not to blame")
                .detail();
    }

    private static Finding.Builder forged(Visit visit, Try working) {
        Finding came = visit.findings().stream()
                .filter(finding -> finding.grade() == Grade.FAILED && !finding.isDetail())
                .findFirst()
                .orElseThrow();
        String host = visit.course().target().origin().host();
        return Finding.failed(
                        Step.DNS,
                        FailureKind.DNS_SUSPICIOUS,
                        host + " is " + Wording.addresses(visit.addresses()) + ", and a clean name server says "
                                + Wording.addresses(visit.cleanAddresses()))
                .meaning("the name leads to a false address, and the right one works")
                .fact("what came of it", came.code() + ": " + came.summary())
                .fact("by the clean address", working.where + " answers with a certificate for " + host)
                .hint("The answer of this machine's DNS is false: give it a clean name server, or fix the address by"
                        + " the route's dns.hosts, or use a proxy or a gateway.");
    }

    private static Try greet(Visit visit, InetAddress address) {
        String where = Wording.address(address.getHostAddress(), visit.course().peerPort());
        Trust trust = Trust.of(visit.instruments().trustStore(), visit.course());
        try (Trip trip = visit.trip()) {
            try {
                trip.connect(address);
                trip.secure(trust, visit.course().target().origin().host(), TlsProbe.OFFERED);
                return new Try(where, null);
            } catch (IOException | RuntimeException failed) {
                return new Try(where, visit.name(trip, failed, trust.chain()));
            }
        } catch (IOException neverOfAClose) {
            throw new IllegalStateException(neverOfAClose);
        }
    }

    /** One address, and what came of it. */
    private static final class Try {
        final String where;
        final @Nullable Failure failure;

        Try(String where, @Nullable Failure failure) {
            this.where = where;
            this.failure = failure;
        }

        String code() {
            return failure == null ? "" : failure.code();
        }
    }
}
