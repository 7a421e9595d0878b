package dev.detour.it.faults;

import static dev.detour.it.faults.Code.PROXY_AUTH_REQUIRED;
import static dev.detour.it.faults.Code.PROXY_CLOSED;
import static dev.detour.it.faults.Code.PROXY_REFUSED_TUNNEL;
import static dev.detour.it.faults.Code.PROXY_UNREACHABLE;
import static dev.detour.it.faults.Code.TLS_RESET;
import static dev.detour.it.faults.Code.TLS_TIMEOUT;

import dev.detour.it.children.Library;
import dev.detour.it.servers.RawConnection;
import dev.detour.it.servers.ScriptedServer.Script;
import dev.detour.it.servers.SocksProxy;
import java.util.ArrayList;
import java.util.List;

/** HTTP proxies and SOCKS proxies, the application's own and the route's. Nothing listens behind them. */
final class ProxyFaults {
    private static final String HOST = "127.0.0.1:";

    private ProxyFaults() {}

    static List<Fault> of(Lab lab) {
        List<Fault> all = new ArrayList<>();
        for (boolean ofRoute : List.of(false, true)) {
            all.addAll(unreachable(lab, ofRoute));
            all.addAll(answering(lab, ofRoute));
            all.addAll(ending(lab, ofRoute));
        }
        all.addAll(socks(lab));
        all.addAll(ownSocks(lab));
        return all;
    }

    private static List<Fault> unreachable(Lab lab, boolean ofRoute) {
        int unanswered = lab.unanswered();
        return List.of(
                fault(ofRoute, PROXY_UNREACHABLE, "proxy_refused", "nothing listens there", lab.refusing()),
                plainly(fault(ofRoute, PROXY_UNREACHABLE, "proxy_refused_plain", "the same, http", lab.refusing())),
                fault(ofRoute, PROXY_UNREACHABLE, "proxy_missing", "its name does not exist", Lab.MISSING + ":3128"),
                fault(ofRoute, PROXY_UNREACHABLE, "proxy_backlog_full", "it does not answer the SYN", unanswered)
                        .client("connect", Fault.TIMER_MILLIS),
                fault(
                                ofRoute,
                                PROXY_UNREACHABLE,
                                "proxy_hang",
                                "it does not answer CONNECT",
                                lab.plain(RawConnection::hang))
                        .client("connect", Fault.TIMER_MILLIS)
                        .client("read", Fault.TIMER_MILLIS)
                        .call("timeout", Fault.TIMER_MILLIS));
    }

    private static List<Fault> answering(Lab lab, boolean ofRoute) {
        List<Fault> all = new ArrayList<>();
        String challenge = "407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm=\"proxy\"";
        all.add(fault(ofRoute, PROXY_AUTH_REQUIRED, "proxy_407", "it wants a password", says(lab, challenge)));
        all.add(plainly(
                fault(ofRoute, PROXY_AUTH_REQUIRED, "proxy_407_plain", "the same, http", says(lab, challenge))));
        all.add(fault(
                ofRoute,
                PROXY_AUTH_REQUIRED,
                "proxy_407_negotiate",
                "it wants Kerberos",
                says(lab, "407 Proxy Authentication Required\r\nproxy-authenticate: Negotiate")));
        for (int status : List.of(403, 500, 502, 503, 504)) {
            all.add(fault(
                    ofRoute,
                    PROXY_REFUSED_TUNNEL,
                    "proxy_" + status,
                    "it answers CONNECT with " + status,
                    says(lab, status + " No")));
        }
        return all;
    }

    private static int says(Lab lab, String status) {
        return lab.plain(connection -> {
            while (true) {
                connection.request();
                connection.say("HTTP/1.1 " + status + "\r\ncontent-length: 0\r\n\r\n");
            }
        });
    }

    private static List<Fault> ending(Lab lab, boolean ofRoute) {
        return List.of(
                ended(lab, ofRoute, PROXY_CLOSED, "proxy_end", "FIN in answer to CONNECT", RawConnection::end),
                ended(lab, ofRoute, PROXY_CLOSED, "proxy_reset", "RST in answer to CONNECT", RawConnection::reset),
                ended(lab, ofRoute, PROXY_CLOSED, "proxy_no_proxy", "it speaks another protocol", connection -> {
                    connection.say("SSH-2.0-OpenSSH_9.9\r\n\r\n");
                    connection.end();
                }),
                tunnel(lab, ofRoute, TLS_RESET, "tunnel_reset", "RST in the tunnel", RawConnection::reset),
                tunnel(lab, ofRoute, TLS_RESET, "tunnel_end", "FIN in the tunnel", RawConnection::end),
                tunnel(lab, ofRoute, TLS_TIMEOUT, "tunnel_hang", "silence in the tunnel", RawConnection::hang)
                        .client("connect", Fault.TIMER_MILLIS)
                        .client("read", Fault.TIMER_MILLIS)
                        .call("timeout", Fault.TIMER_MILLIS));
    }

    private static Fault ended(Lab lab, boolean ofRoute, Code code, String id, String what, Script script) {
        return fault(ofRoute, code, id, what, lab.plain(connection -> {
            connection.request();
            script.run(connection);
        }));
    }

    private static Fault tunnel(Lab lab, boolean ofRoute, Code code, String id, String what, Script script) {
        return ended(lab, ofRoute, code, id, what, connection -> {
            connection.say("HTTP/1.1 200 Connected\r\n\r\n");
            connection.clientHello();
            script.run(connection);
        });
    }

    /** java.net.http has none of its own. */
    private static List<Fault> ownSocks(Lab lab) {
        return List.of(
                ownSocks(PROXY_UNREACHABLE, "own_socks_refused", "nothing listens there", lab.refusing()),
                ownSocks(PROXY_AUTH_REQUIRED, "own_socks_password", "it wants a password", locked(lab)),
                ownSocks(
                        PROXY_REFUSED_TUNNEL,
                        "own_socks_reply",
                        "it does not allow the host",
                        lab.closing(SocksProxy.open()).refusing(2).port()),
                ownSocks(PROXY_CLOSED, "own_socks_end", "FIN at accept", lab.plain(RawConnection::end)),
                ownSocks(PROXY_UNREACHABLE, "own_socks_hang", "it never says a word", lab.plain(RawConnection::hang))
                        .client("connect", Fault.TIMER_MILLIS)
                        .client("read", Fault.TIMER_MILLIS));
    }

    private static Fault ownSocks(Code code, String id, String what, int port) {
        return Fault.of(code, id, "the application's SOCKS: " + what)
                .http(80)
                .client("socks", HOST + port)
                .only(Library::isOkHttp);
    }

    private static List<Fault> socks(Lab lab) {
        List<Fault> all = new ArrayList<>();
        int unanswered = lab.unanswered();
        all.add(socks(PROXY_UNREACHABLE, "socks_refused", "nothing listens there", lab.refusing()));
        all.add(socks(PROXY_UNREACHABLE, "socks_backlog_full", "it does not answer the SYN", unanswered)
                .client("connect", Fault.TIMER_MILLIS));
        all.add(socks(PROXY_UNREACHABLE, "socks_hang", "it never says a word", lab.plain(RawConnection::hang))
                .client("connect", Fault.TIMER_MILLIS)
                .client("read", Fault.TIMER_MILLIS));
        all.add(socks(PROXY_AUTH_REQUIRED, "socks_password", "it wants a password", locked(lab)));
        String[] refusals = {
            "general failure",
            "not allowed",
            "network unreachable",
            "host unreachable",
            "refused",
            "too many hops",
            "no such command",
            "no such kind of address"
        };
        for (int reply = 1; reply <= refusals.length; reply++) {
            SocksProxy proxy = lab.closing(SocksProxy.open()).refusing(reply);
            all.add(socks(PROXY_REFUSED_TUNNEL, "socks_reply_" + reply, refusals[reply - 1], proxy.port()));
        }
        all.add(socks(PROXY_CLOSED, "socks_garbage", "it is none", lab.plain(connection -> {
            connection.bytes(2);
            connection.say("HTTP/1.1 400 Bad Request\r\n\r\n");
            connection.end();
        })));
        all.add(socks(PROXY_CLOSED, "socks_end", "FIN at accept", lab.plain(RawConnection::end)));
        all.add(socks(PROXY_CLOSED, "socks_reset", "RST in answer to the greeting", lab.plain(connection -> {
            connection.bytes(2);
            connection.reset();
        })));
        return all;
    }

    private static int locked(Lab lab) {
        return lab.closing(SocksProxy.withPassword("user", "secret")).port();
    }

    private static Fault socks(Code code, String id, String what, int port) {
        return Fault.of(code, id, "the route's SOCKS: " + what)
                .http(80)
                .route("proxy: \"socks5://127.0.0.1:" + port + "\"");
    }

    private static Fault fault(boolean ofRoute, Code code, String id, String what, int port) {
        return fault(ofRoute, code, id, what, HOST + port);
    }

    private static Fault fault(boolean ofRoute, Code code, String id, String what, String proxy) {
        return ofRoute
                ? Fault.of(code, "route_" + id, "the route's proxy: " + what)
                        .https(443)
                        .route("proxy: \"http://" + proxy + "\"")
                : Fault.of(code, id, "the application's proxy: " + what)
                        .https(443)
                        .client("proxy", proxy);
    }

    private static Fault plainly(Fault fault) {
        return fault.http(80);
    }
}
