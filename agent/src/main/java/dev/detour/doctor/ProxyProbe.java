package dev.detour.doctor;

import dev.detour.exchange.Phase;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import dev.detour.network.ProxyServer;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether the proxy connects to the host: CONNECT, or SOCKS5. */
final class ProxyProbe implements Probe {
    @Override
    public Step step() {
        return Step.PROXY;
    }

    @Override
    public boolean concerns(Visit visit) {
        return visit.course().hasTunnel();
    }

    @Override
    public void run(Visit visit) throws IOException {
        ProxyServer proxy = Objects.requireNonNull(visit.course().proxy(), "a course with a tunnel");
        try (Trip trip = visit.trip()) {
            try {
                trip.connect(visit.address());
                trip.tunnel();
                visit.add(Finding.ok(
                                Step.PROXY,
                                proxy + " made a tunnel to "
                                        + visit.course().target().origin())
                        .millis(trip.millis().getOrDefault(Phase.PROXY, -1L)));
            } catch (IOException | RuntimeException failed) {
                visit.add(refused(proxy, trip.proxyAnswer(), visit.name(trip, failed))
                        .millis(trip.millis().getOrDefault(Phase.PROXY, -1L)));
            }
        }
    }

    private static Finding.Builder refused(ProxyServer proxy, @Nullable HttpHead answer, Failure failure) {
        Finding.Builder finding = Finding.failed(Step.PROXY, failure)
                .fact("proxy", proxy)
                .fact("status", failure.status() == 0 ? null : failure.status());
        String schemes = answer == null ? null : scheme(answer.header("proxy-authenticate"));
        finding.fact("wants", schemes);
        if (failure.kind() == FailureKind.PROXY_AUTH_REQUIRED) {
            finding.hint(password(proxy, schemes) + failure.kind().hint());
        } else if (failure.kind() == FailureKind.PROXY_REFUSED_TUNNEL && failure.status() >= 500) {
            finding.hint("The proxy lets the call through and does not reach the host itself. "
                    + failure.kind().hint());
        }
        return finding;
    }

    /** Without its parameters: they look like secrets, and say nothing here. */
    private static @Nullable String scheme(@Nullable String challenge) {
        return challenge == null ? null : challenge.strip().split("[\\s,]", 2)[0];
    }

    private static String password(ProxyServer proxy, @Nullable String schemes) {
        if (schemes != null && !schemes.regionMatches(true, 0, "basic", 0, "basic".length())) {
            return "It wants " + Wording.line(schemes) + ", and only Basic is spoken here. ";
        }
        return proxy.user() == null ? "It was asked without a user. " : "It does not accept this user and password. ";
    }
}
