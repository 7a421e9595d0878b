package dev.detour.it.faults;

import static dev.detour.it.faults.Code.CONNECT_TIMEOUT;
import static dev.detour.it.faults.Code.DNS_NOT_FOUND;
import static dev.detour.it.faults.Code.DNS_SUSPICIOUS;
import static dev.detour.it.faults.Code.DNS_UNAVAILABLE;
import static dev.detour.it.faults.Code.EGRESS_DENIED;
import static dev.detour.it.faults.Code.LOCAL_EXHAUSTED;
import static dev.detour.it.faults.Code.NETWORK_UNREACHABLE;
import static dev.detour.it.faults.Code.PROXY_UNREACHABLE;

import dev.detour.it.servers.FakeDns;
import java.util.ArrayList;
import java.util.List;

/** What takes routes and a resolver of one's own. */
final class NetworkFaults {
    private NetworkFaults() {}

    static List<Fault> of(int crowdedPort) {
        List<Fault> all = new ArrayList<>();
        all.add(Fault.of(LOCAL_EXHAUSTED, "ports_exhausted", "no local port is left for another connection")
                .http(crowdedPort)
                .host(Namespace.HERE)
                .among(Namespace.PORTS));
        all.addAll(routes());
        all.addAll(proxies());
        all.addAll(names());
        all.addAll(lies());
        return all;
    }

    /** What the name server has to say for them; vendors' names get addresses that no public service has. */
    static void teach(FakeDns dns) {
        dns.failing("failing-proxy" + Lab.DOMAIN)
                .empty("name-without-address" + Lab.DOMAIN)
                .failing("name-servfail" + Lab.DOMAIN)
                .refusing("name-refused" + Lab.DOMAIN)
                .silent("name-silence" + Lab.DOMAIN)
                .address("api.anthropic.com", "10.10.34.36")
                .address("api.openai.com", "127.0.0.1")
                .address("openrouter.ai", "0.0.0.0")
                .address("generativelanguage.googleapis.com", "100.64.0.1");
    }

    private static List<Fault> routes() {
        return List.of(
                Fault.of(NETWORK_UNREACHABLE, "route_none", "no route to the network")
                        .http(80)
                        .host(Namespace.WITHOUT_ROUTE),
                Fault.of(NETWORK_UNREACHABLE, "route_none_tls", "the same, over TLS")
                        .https(443)
                        .host(Namespace.WITHOUT_ROUTE),
                Fault.of(NETWORK_UNREACHABLE, "route_none_ipv6", "an IPv6 address, and no IPv6")
                        .http(80)
                        .host("[2001:db8::1]"),
                Fault.of(NETWORK_UNREACHABLE, "route_unreachable", "EHOSTUNREACH")
                        .http(80)
                        .host(Namespace.UNREACHABLE),
                Fault.of(EGRESS_DENIED, "route_prohibited", "EACCES").http(80).host(Namespace.PROHIBITED),
                Fault.of(EGRESS_DENIED, "route_prohibited_tls", "the same, over TLS")
                        .https(443)
                        .host(Namespace.PROHIBITED),
                Fault.of(NETWORK_UNREACHABLE, "route_blackhole", "EINVAL")
                        .http(80)
                        .host(Namespace.BLACKHOLED),
                Fault.of(CONNECT_TIMEOUT, "packets_dropped", "SYNs are dropped on the way")
                        .http(80)
                        .host(Namespace.DROPPED)
                        .client("connect", 2_000),
                Fault.of(CONNECT_TIMEOUT, "packets_dropped_tls", "the same, over TLS")
                        .https(443)
                        .host(Namespace.DROPPED)
                        .client("connect", 2_000),
                Fault.of(CONNECT_TIMEOUT, "neighbour_slow", "ARP without an answer, a connect timeout before its end")
                        .http(80)
                        .host(Namespace.ABSENT_TOO)
                        .client("connect", 1_000),
                Fault.of(NETWORK_UNREACHABLE, "neighbour_absent", "ARP without an answer")
                        .http(80)
                        .host(Namespace.ABSENT)
                        .client("connect", 20_000));
    }

    private static List<Fault> proxies() {
        return List.of(
                proxy("proxy_no_route", "no route to the proxy", Namespace.WITHOUT_ROUTE),
                proxy("proxy_dropped", "SYNs to the proxy are dropped", Namespace.DROPPED)
                        .client("connect", 2_000),
                proxy("proxy_servfail", "SERVFAIL for the proxy's name", "failing-proxy" + Lab.DOMAIN));
    }

    private static Fault proxy(String id, String what, String host) {
        return Fault.of(PROXY_UNREACHABLE, id, what).https(443).client("proxy", host + ":3128");
    }

    private static List<Fault> names() {
        return List.of(
                name(DNS_NOT_FOUND, "name_missing", "NXDOMAIN"),
                name(DNS_NOT_FOUND, "name_without_address", "no address for the name"),
                name(DNS_UNAVAILABLE, "name_servfail", "SERVFAIL"),
                name(DNS_UNAVAILABLE, "name_refused", "REFUSED"),
                name(DNS_UNAVAILABLE, "name_silence", "the resolver does not answer")
                        .in(Company.WAITING));
    }

    private static Fault name(Code code, String id, String what) {
        return Fault.of(code, id, what).http(80).in(Company.FEW);
    }

    private static List<Fault> lies() {
        return List.of(
                lie("lie_private", "a vendor's name has a private address", "api.anthropic.com"),
                lie("lie_loopback", "a vendor's name has the address of loopback", "api.openai.com"),
                lie("lie_zero", "a vendor's name has the address 0.0.0.0", "openrouter.ai"),
                lie("lie_carrier", "a vendor's name has an address of CGNAT", "generativelanguage.googleapis.com"));
    }

    private static Fault lie(String id, String what, String host) {
        return Fault.of(DNS_SUSPICIOUS, id, what).https(443).host(host);
    }
}
