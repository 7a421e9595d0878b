package dev.detour.doctor;

import dev.detour.failure.FailureKind;
import dev.detour.network.Bogons;
import java.util.Set;

/** What may also be the work of a false answer of DNS, as long as no clean name server was asked. */
final class NameDoubt {
    /** How a stranger at the address shows. */
    private static final Set<FailureKind> BY_A_STRANGER =
            Set.of(FailureKind.CONNECT_TIMEOUT, FailureKind.TLS_HOSTNAME, FailureKind.TLS_UNTRUSTED);

    private static final String NEXT = " Or the name leads to a false address: compare it with what a clean name server"
            + " says (--resolver 1.1.1.1, or --doh).";

    private NameDoubt() {}

    /** The finding, with the next step where that helps. */
    static Finding.Builder about(Visit visit, FailureKind kind, Finding.Builder finding) {
        return isPossible(visit, kind) ? finding.also(NEXT) : finding;
    }

    /** A name that leads to a private address is an inner one, of which clean name servers know nothing. */
    private static boolean isPossible(Visit visit, FailureKind kind) {
        boolean lookedUp = visit.nameMillis() >= 0 && visit.course().proxy() == null;
        if (!lookedUp || !visit.instruments().resolvers().isEmpty()) {
            return false;
        }
        boolean vendor = visit.instruments()
                        .providers()
                        .at(visit.course().target().origin().host())
                != null;
        boolean stranger = BY_A_STRANGER.contains(kind);
        return vendor
                ? stranger || kind == FailureKind.TLS_RESET
                : stranger && !visit.addresses().stream().allMatch(Bogons::contain);
    }
}
