package dev.detour.doctor;

import dev.detour.exchange.Phase;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import java.io.IOException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The handshake as a client makes it, and what helps to explain it: each version alone, another name, other roots. */
final class TlsProbe implements Probe {
    static final String[] OFFERED = {"h2", "http/1.1"};

    /** A name that nobody has (RFC 6761): what is cut by name lets it pass. */
    private static final String OTHER_NAME = "detour-doctor.invalid";

    /** Where the time of day, a name, or a filter may be to blame. */
    private static final Set<FailureKind> OF_THE_GREETING =
            Set.of(FailureKind.TLS_RESET, FailureKind.TLS_TIMEOUT, FailureKind.TLS_VERSION, FailureKind.TLS_ALERT);

    private static final Duration SOON = Duration.ofDays(7);
    private static final int SUBJECT_ALTERNATIVE_DNS = 2;
    private static final int SUBJECT_ALTERNATIVE_ADDRESS = 7;

    @Override
    public Step step() {
        return Step.TLS;
    }

    @Override
    public boolean concerns(Visit visit) {
        return visit.course().target().origin().isSecure();
    }

    @Override
    public void run(Visit visit) {
        String host = visit.course().target().origin().host();
        CompletableFuture<Greeting> old = later(visit, host, "TLSv1.2");
        CompletableFuture<Greeting> young = later(visit, host, "TLSv1.3");
        Greeting usual = greet(visit, host);
        Failure failure = usual.failure;
        List<Greeting> versions = List.of(old.join(), young.join());
        versions.forEach(version -> visit.add(version.detail()));
        visit.add(
                failure == null
                        ? passed(visit, usual)
                        : NameDoubt.about(visit, failure.kind(), failed(visit, usual, failure, versions)));
    }

    private static CompletableFuture<Greeting> later(Visit visit, String host, String version) {
        return CompletableFuture.supplyAsync(() -> greet(visit, host, version), Bounded.THREADS);
    }

    private static Greeting greet(Visit visit, String host, String... versions) {
        Trust trust = Trust.of(visit.instruments().trustStore(), visit.course());
        try (Trip trip = visit.trip()) {
            Greeting greeting = new Greeting(trust, versions);
            try {
                trip.connect(visit.address());
                trip.tunnel();
                greeting.session = trip.secure(trust, host, OFFERED, versions);
                greeting.protocol = trip.applicationProtocol();
            } catch (IOException | RuntimeException failed) {
                greeting.failure = visit.name(trip, failed, trust.chain());
            }
            greeting.millis = trip.millis().getOrDefault(Phase.TLS, -1L);
            return greeting;
        } catch (IOException neverOfAClose) {
            throw new IllegalStateException(neverOfAClose);
        }
    }

    private static Finding.Builder passed(Visit visit, Greeting greeting) {
        SSLSession session = greeting.session();
        X509Certificate own =
                greeting.trust.chain().isEmpty() ? null : greeting.trust.chain().get(0);
        String said = session.getProtocol() + ", "
                + (greeting.protocol.isEmpty() ? "no protocol chosen" : greeting.protocol) + ", trusted by "
                + greeting.trust.decider();
        Instant now = visit.instruments().ticker().now();
        Finding.Builder finding = own != null && endsSoon(own, now)
                ? Finding.odd(Step.TLS, Remark.CERTIFICATE_ENDS, said)
                : Finding.ok(Step.TLS, said);
        return shown(finding.fact("cipher", session.getCipherSuite()), greeting.trust.chain())
                .fact("trust store", greeting.trust.decider())
                .millis(greeting.millis);
    }

    /** Those that are made for a week are always near their end. */
    private static boolean endsSoon(X509Certificate certificate, Instant now) {
        Instant end = certificate.getNotAfter().toInstant();
        Duration life = Duration.between(certificate.getNotBefore().toInstant(), end);
        return life.compareTo(SOON.multipliedBy(2)) > 0 && end.isBefore(now.plus(SOON));
    }

    private static Finding.Builder failed(Visit visit, Greeting usual, Failure failure, List<Greeting> versions) {
        List<X509Certificate> chain = usual.trust.chain();
        Finding.Builder finding;
        Greeting working =
                versions.stream().filter(Greeting::isAnswered).findFirst().orElse(null);
        if (OF_THE_GREETING.contains(failure.kind()) && working != null) {
            finding = Finding.failed(
                            Step.TLS,
                            FailureKind.TLS_VERSION,
                            working.name() + " alone works, and offered together with the other version it does not")
                    .fact("seen by clients as", failure.code())
                    .fact("message", failure.message())
                    .hint("A device on the way, or the server, only knows " + working.name()
                            + " and cuts what offers more: "
                            + "have it replaced; until then start the JVM with -Djdk.tls.client.protocols="
                            + working.name() + ".");
        } else {
            finding = Finding.failed(Step.TLS, failure);
            explain(visit, finding, failure, chain);
            if (failure.kind() == FailureKind.TLS_UNTRUSTED
                    && visit.instruments().trustStore().isEmpty()) {
                finding.hint("This JVM trusts nobody: repair its trust store, "
                        + visit.instruments().trustStore().description() + ".");
            }
        }
        return shown(finding, chain).fact("trust store", usual.trust.decider()).millis(usual.millis);
    }

    private static void explain(Visit visit, Finding.Builder finding, Failure failure, List<X509Certificate> chain) {
        switch (failure.kind()) {
            case TLS_RESET:
            case TLS_TIMEOUT:
                byName(visit, finding, failure);
                return;
            case TLS_EXPIRED:
                ofClock(visit.instruments().ticker().now(), finding, failure, chain);
                return;
            case TLS_UNTRUSTED:
                OtherRoots.explain(finding, failure, chain);
                return;
            case TLS_HOSTNAME:
                finding.hint("The certificate is for " + (chain.isEmpty() ? "another host" : names(chain.get(0))) + ". "
                        + failure.hint());
                return;
            default:
                return;
        }
    }

    /** The same address, greeted under a name that nobody filters. */
    private static void byName(Visit visit, Finding.Builder finding, Failure failure) {
        Greeting other = greet(visit, OTHER_NAME);
        finding.fact("greeted by another name", other.isAnswered() ? "it answers" : "the same");
        if (other.isAnswered()) {
            finding.hint(
                    "The same address answers when it is greeted by another name: something on the way cuts by this"
                            + " host's name (SNI). "
                            + failure.kind().hint());
        }
    }

    /** No authority issues certificates of the future. */
    private static void ofClock(Instant now, Finding.Builder finding, Failure failure, List<X509Certificate> chain) {
        Instant begin = chain.stream()
                .map(certificate -> certificate.getNotBefore().toInstant())
                .max(Instant::compareTo)
                .orElse(now);
        finding.fact("this machine's clock", now.toString());
        if (begin.isAfter(now)) {
            finding.hint("The certificate begins at " + begin + ", and this machine's clock says " + now
                    + ": the clock is probably wrong. Set it (NTP). "
                    + failure.kind().hint());
        }
    }

    private static Finding.Builder shown(Finding.Builder finding, List<X509Certificate> chain) {
        if (!chain.isEmpty()) {
            X509Certificate own = chain.get(0);
            finding.fact("certificate", own.getSubjectX500Principal().getName())
                    .fact("for", names(own))
                    .fact(
                            "valid",
                            own.getNotBefore().toInstant() + " to "
                                    + own.getNotAfter().toInstant())
                    .fact("issuer", own.getIssuerX500Principal().getName())
                    .fact(
                            "chain",
                            chain.stream()
                                    .map(link -> link.getSubjectX500Principal().getName())
                                    .collect(Collectors.joining(" <- ")));
        }
        return finding;
    }

    /** Its subject alternative names, which alone count (RFC 9525). */
    private static String names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            if (certificate.getSubjectAlternativeNames() != null) {
                for (List<?> name : certificate.getSubjectAlternativeNames()) {
                    Object type = name.get(0);
                    if (type.equals(SUBJECT_ALTERNATIVE_DNS) || type.equals(SUBJECT_ALTERNATIVE_ADDRESS)) {
                        names.add(String.valueOf(name.get(1)));
                    }
                }
            }
        } catch (CertificateParsingException damaged) {
            names.clear();
        }
        return names.isEmpty() ? "no host" : String.join(", ", names.subList(0, Math.min(10, names.size())));
    }

    /** One handshake. */
    private static final class Greeting {
        final Trust trust;
        final String[] versions;

        @Nullable
        SSLSession session;

        @Nullable
        Failure failure;

        String protocol = "";
        long millis = -1;

        Greeting(Trust trust, String[] versions) {
            this.trust = trust;
            this.versions = versions;
        }

        SSLSession session() {
            return java.util.Objects.requireNonNull(session, "a handshake that succeeded");
        }

        String name() {
            return versions.length == 0 ? "" : versions[0];
        }

        /** Whether the greeting as such was understood, whatever was thought of the certificate. */
        boolean isAnswered() {
            return session != null || !trust.chain().isEmpty();
        }

        Finding.Builder detail() {
            Failure wrong = failure;
            Finding.Builder finding = isAnswered()
                    ? Finding.ok(Step.TLS, "spoken")
                    : Finding.of(Step.TLS, Grade.ODD, "not spoken (" + (wrong == null ? "" : wrong.code()) + ")");
            return finding.label(name()).detail().millis(millis);
        }
    }
}
