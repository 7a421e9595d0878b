package dev.detour.it.faults;

import static dev.detour.it.faults.Code.CLOSED_BEFORE_RESPONSE;
import static dev.detour.it.faults.Code.CONNECT_REFUSED;
import static dev.detour.it.faults.Code.CONNECT_RESET;
import static dev.detour.it.faults.Code.CONNECT_TIMEOUT;
import static dev.detour.it.faults.Code.DNS_NOT_FOUND;
import static dev.detour.it.faults.Code.DNS_SUSPICIOUS;
import static dev.detour.it.faults.Code.RESET_BEFORE_RESPONSE;
import static dev.detour.it.faults.Code.WRITE_FAILED;

import dev.detour.it.servers.RawConnection;
import java.util.List;

/** Names and TCP, as far as loopback goes; what needs routes and resolvers is in the lab profile. */
final class ConnectFaults {
    private ConnectFaults() {}

    static List<Fault> of(Lab lab) {
        int closed = lab.refusing();
        int unanswered = lab.unanswered();
        return List.of(
                Fault.of(DNS_NOT_FOUND, "dns_missing", "the name does not exist")
                        .http(80)
                        .host(Lab.MISSING),
                Fault.of(DNS_NOT_FOUND, "dns_missing_tls", "the same, over TLS")
                        .https(443)
                        .host(Lab.MISSING),
                Fault.of(DNS_SUSPICIOUS, "dns_loopback_refused", "a vendor's name has the address of loopback")
                        .http(closed)
                        .host("api.anthropic.com"),
                Fault.of(DNS_SUSPICIOUS, "dns_loopback_refused_tls", "the same, over TLS")
                        .https(closed)
                        .host("api.openai.com"),
                Fault.of(CONNECT_REFUSED, "refused", "nothing listens").http(closed),
                Fault.of(CONNECT_REFUSED, "refused_tls", "the same, over TLS").https(closed),
                Fault.of(CONNECT_TIMEOUT, "backlog_full", "the listener's backlog is full: SYNs are dropped")
                        .http(unanswered)
                        .client("connect", Fault.TIMER_MILLIS),
                Fault.of(CONNECT_TIMEOUT, "backlog_full_tls", "the same, over TLS")
                        .https(unanswered)
                        .client("connect", Fault.TIMER_MILLIS),
                Fault.of(CONNECT_TIMEOUT, "backlog_full_route", "the same, by the route's connect timeout")
                        .http(unanswered)
                        .route("timeouts: {connect: " + Fault.TIMER + "}"),
                // The client may have written before it sees the end.
                Fault.of(
                                CONNECT_RESET,
                                "accept_reset",
                                "RST at accept",
                                RESET_BEFORE_RESPONSE,
                                WRITE_FAILED,
                                CLOSED_BEFORE_RESPONSE)
                        .http(lab.plain(RawConnection::reset)),
                Fault.of(CONNECT_RESET, "accept_end", "FIN at accept", WRITE_FAILED, CLOSED_BEFORE_RESPONSE)
                        .http(lab.plain(RawConnection::end)));
    }
}
