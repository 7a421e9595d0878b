package dev.detour.doctor;

import dev.detour.exchange.NameLookup;
import dev.detour.exchange.Phase;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import dev.detour.failure.Provider;
import dev.detour.network.Addresses;
import dev.detour.network.Bogons;
import dev.detour.network.NameCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the host's name, or the proxy's, leads to: by the system, and by clean name servers. */
final class NameProbe implements Probe {
    @Override
    public Step step() {
        return Step.DNS;
    }

    @Override
    public boolean concerns(Visit visit) {
        return true;
    }

    @Override
    public void run(Visit visit) {
        String host = visit.course().peerHost();
        InetAddress literal = Addresses.parse(host);
        List<InetAddress> fixed = visit.course().hosts().get(host);
        if (literal != null) {
            visit.found(List.of(literal), -1);
            visit.add(Finding.ok(Step.DNS, host + " is an address: nothing to look up"));
        } else if (fixed != null && visit.course().proxy() == null) {
            visit.found(fixed, -1);
            visit.add(Finding.ok(Step.DNS, host + " is " + Wording.addresses(fixed) + ", fixed by the configuration"));
        } else {
            List<InetAddress> clean = askOthers(visit, host);
            visit.foundClean(clean);
            lookUp(visit, host, clean);
        }
    }

    /** What the first of the clean name servers says that says something; a proxy's own name is not compared. */
    private static List<InetAddress> askOthers(Visit visit, String host) {
        List<InetAddress> first = List.of();
        if (visit.course().proxy() != null) {
            return first;
        }
        for (Resolver resolver : visit.instruments().resolvers()) {
            long begun = visit.instruments().ticker().nanos();
            Finding.Builder finding;
            try {
                List<InetAddress> found = resolver.resolve(host);
                first = first.isEmpty() ? found : first;
                finding = Finding.ok(
                        Step.DNS, found.isEmpty() ? "no such name, or no address" : Wording.addresses(found));
            } catch (IOException | RuntimeException dead) {
                finding = Finding.of(Step.DNS, Grade.ODD, "gives no answer (" + Wording.line(dead.getMessage()) + ")");
            }
            visit.add(finding.label(resolver.name())
                    .detail()
                    .millis((visit.instruments().ticker().nanos() - begun) / 1_000_000));
        }
        return first;
    }

    private static void lookUp(Visit visit, String host, List<InetAddress> clean) {
        long begun = visit.instruments().ticker().nanos();
        List<InetAddress> found;
        try {
            found = List.of(Bounded.run(visit.instruments().timeout(), () -> {}, () -> InetAddress.getAllByName(host)));
        } catch (IOException unknown) {
            visit.add(missing(visit, host, unknown, clean).millis(millis(visit, begun)));
            return;
        }
        long took = millis(visit, begun);
        visit.found(found, took);
        visit.add(judged(visit, host, found, clean).millis(took));
    }

    private static Finding.Builder missing(Visit visit, String host, IOException unknown, List<InetAddress> clean) {
        try (Trip trip = visit.trip()) {
            trip.attempt().reached(Phase.DNS);
            NameLookup lookup = new NameCheck().of(host).join();
            if (lookup != null) {
                trip.attempt().lookedUp(lookup);
            }
            Failure failure = visit.name(trip, unknown);
            Finding.Builder finding = Finding.failed(
                    Step.DNS, failure.kind(), host + ": " + failure.kind().meaning());
            return clean.isEmpty()
                    ? finding
                    : finding.fact("a clean name server says", Wording.addresses(clean))
                            .hint("Another name server knows the name as " + Wording.addresses(clean)
                                    + ": this machine's DNS is at fault, or filtered. "
                                    + failure.kind().hint());
        } catch (IOException neverConnected) {
            throw new IllegalStateException(neverConnected);
        }
    }

    private static Finding.Builder judged(Visit visit, String host, List<InetAddress> found, List<InetAddress> clean) {
        List<String> bogus = found.stream()
                .filter(Bogons::contain)
                .map(address -> address.getHostAddress() + " (" + Bogons.reason(address) + ")")
                .collect(Collectors.toList());
        boolean all = bogus.size() == found.size();
        if (all && visit.course().refusesBogons() && visit.course().proxy() == null) {
            return Finding.failed(
                    Step.DNS,
                    FailureKind.DNS_SUSPICIOUS,
                    host + " is " + String.join(", ", bogus) + ", which the route refuses");
        }
        boolean tampered = clean.stream().anyMatch(address -> !Bogons.contain(address));
        if (all && visit.course().proxy() == null && (tampered || isPublic(visit, host))) {
            return Finding.odd(Step.DNS, Remark.NAME_SUSPICIOUS, host + " is " + String.join(", ", bogus))
                    .fact("a clean name server says", clean.isEmpty() ? null : Wording.addresses(clean));
        }
        boolean differs = !clean.isEmpty() && Collections.disjoint(new HashSet<>(found), clean);
        return Finding.ok(Step.DNS, host + " is " + Wording.addresses(found))
                .fact("special", bogus.isEmpty() ? null : String.join(", ", bogus))
                .fact(
                        "a clean name server says",
                        differs
                                ? Wording.addresses(clean) + " (usual where a content network answers by place)"
                                : null);
    }

    /** Whether the host is a public service, which no inner network has a right to answer for. */
    private static boolean isPublic(Visit visit, String host) {
        @Nullable Provider vendor = visit.instruments().providers().at(host);
        return vendor != null && vendor.isPublicOnly();
    }

    private static long millis(Visit visit, long begun) {
        return (visit.instruments().ticker().nanos() - begun) / 1_000_000;
    }
}
