package dev.detour.doctor;

import dev.detour.exchange.Outcome;
import dev.detour.exchange.Url;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One course in one round, and what is known of it so far. For one thread. */
final class Visit {
    private final Course course;
    private final Instruments instruments;
    private final List<Finding> findings = new ArrayList<>();
    private List<InetAddress> addresses = List.of();
    private @Nullable InetAddress address;
    private List<InetAddress> cleanAddresses = List.of();
    private long nameMillis = -1;

    Visit(Course course, Instruments instruments) {
        this.course = course;
        this.instruments = instruments;
    }

    Course course() {
        return course;
    }

    Instruments instruments() {
        return instruments;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    Finding add(Finding.Builder finding) {
        Finding made = finding.build();
        findings.add(made);
        return made;
    }

    /** The first step that failed, and on which the others depend; null: none. */
    @Nullable
    Step failedStep() {
        return findings.stream()
                .filter(finding -> finding.grade() == Grade.FAILED && !finding.isDetail())
                .map(Finding::step)
                .findFirst()
                .orElse(null);
    }

    List<InetAddress> addresses() {
        return addresses;
    }

    void found(List<InetAddress> all, long millis) {
        addresses = List.copyOf(all);
        nameMillis = millis;
    }

    /** How long the name took; -1: there was none to look up. */
    long nameMillis() {
        return nameMillis;
    }

    /** What the first of the clean name servers says that says something; empty where none does, or none was asked. */
    List<InetAddress> cleanAddresses() {
        return cleanAddresses;
    }

    void foundClean(List<InetAddress> all) {
        cleanAddresses = List.copyOf(all);
    }

    /** Whether the system's name servers and the clean ones have no address in common. */
    boolean isNameInDoubt() {
        return nameMillis >= 0
                && course.proxy() == null
                && !cleanAddresses.isEmpty()
                && Collections.disjoint(addresses, cleanAddresses);
    }

    /** The one that answered first. */
    InetAddress address() {
        return Objects.requireNonNull(address, "an address that answered");
    }

    void use(InetAddress answering) {
        address = answering;
    }

    Trip trip() {
        return new Trip(course, instruments.timeout(), instruments.ticker());
    }

    /** Names what went wrong on a trip. */
    Failure name(Trip trip, Exception thrown, List<X509Certificate> chain) {
        if (!chain.isEmpty()) {
            trip.attempt()
                    .issuedBy(
                            chain.get(chain.size() - 1).getIssuerX500Principal().getName());
        }
        Failure failure =
                instruments.classifier().classify(trip.attempt(), Outcome.failed(thrown), free(), course.provider());
        return failure == null
                ? Failure.of(FailureKind.UNKNOWN, thrown.getClass().getName())
                : failure;
    }

    Failure name(Trip trip, Exception thrown) {
        return name(trip, thrown, List.of());
    }

    /** The request that costs nothing and holds no key. */
    HttpAsk free() {
        String suffix = instruments.api().freeSuffix(course.asked(), course.provider());
        Url asked = Api.append(course.asked(), suffix);
        return new HttpAsk(
                "GET",
                instruments.api().meant(asked, course.provider()),
                Api.append(course.target(), suffix),
                Map.of("accept", "application/json", "user-agent", "detour-doctor"),
                "");
    }
}
