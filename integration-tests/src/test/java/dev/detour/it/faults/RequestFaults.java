package dev.detour.it.faults;

import static dev.detour.it.faults.Code.BAD_RESPONSE;
import static dev.detour.it.faults.Code.CLOSED_BEFORE_RESPONSE;
import static dev.detour.it.faults.Code.FIRST_BYTE_TIMEOUT;
import static dev.detour.it.faults.Code.RESET_BEFORE_RESPONSE;
import static dev.detour.it.faults.Code.STALE_CONNECTION;
import static dev.detour.it.faults.Code.WRITE_FAILED;

import dev.detour.it.servers.RawConnection;
import dev.detour.it.servers.ScriptedServer.Script;
import java.util.List;

/** HTTP/1.1 from the request's first byte to the answer's head. */
final class RequestFaults {
    private static final String GOOD = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
    private static final int MEGABYTES = 1 << 20;

    private RequestFaults() {}

    static List<Fault> of(Lab lab) {
        Script end = answering("");
        return List.of(
                Fault.of(CLOSED_BEFORE_RESPONSE, "answer_end", "FIN in place of an answer")
                        .http(lab.plain(end)),
                Fault.of(CLOSED_BEFORE_RESPONSE, "answer_end_tls", "the same, under TLS without its farewell")
                        .https(lab.secure(end)),
                Fault.of(RESET_BEFORE_RESPONSE, "answer_reset", "RST in place of an answer")
                        .http(lab.plain(RequestFaults::reset)),
                Fault.of(RESET_BEFORE_RESPONSE, "answer_reset_tls", "the same, under TLS")
                        .https(lab.secure(RequestFaults::reset)),
                Fault.of(FIRST_BYTE_TIMEOUT, "answer_hang", "no answer")
                        .http(lab.plain(RawConnection::hang))
                        .client("read", Fault.TIMER_MILLIS)
                        .call("timeout", Fault.TIMER_MILLIS),
                Fault.of(FIRST_BYTE_TIMEOUT, "answer_hang_tls", "the same, under TLS")
                        .https(lab.secure(RawConnection::hang))
                        .client("read", Fault.TIMER_MILLIS)
                        .call("timeout", Fault.TIMER_MILLIS),
                Fault.of(FIRST_BYTE_TIMEOUT, "answer_hang_route", "the same, by the route's timeout")
                        .http(lab.plain(RawConnection::hang))
                        .route("timeouts: {first-byte: " + Fault.TIMER + "}"),
                stale(lab, "stale_end", "FIN in answer to the second request of a connection", RawConnection::end),
                stale(lab, "stale_reset", "RST in answer to the second request of a connection", RawConnection::reset),
                Fault.of(WRITE_FAILED, "write_reset", "RST in the midst of a request of 8 MB")
                        .http(lab.slow(connection -> {
                            connection.head();
                            connection.bytes(10_000);
                            connection.reset();
                        }))
                        .call("body", "0123456789abcdef")
                        .call("repeat", MEGABYTES / 2),
                Fault.of(WRITE_FAILED, "write_hang", "a request of 8 MB that is not taken in")
                        .http(lab.slow(connection -> RawConnection.freeze()))
                        .client("write", Fault.TIMER_MILLIS)
                        .call("timeout", Fault.TIMER_MILLIS)
                        .call("body", "0123456789abcdef")
                        .call("repeat", MEGABYTES / 2),
                bad(lab, "status_garbage", "no HTTP at all", "SSH-2.0-OpenSSH_9.9\r\n\r\n"),
                bad(lab, "status_cut", "FIN in the midst of the status line", "HTTP/1.1 20"),
                bad(lab, "status_wrong", "a status that is no number", "HTTP/1.1 abc OK\r\ncontent-length: 0\r\n\r\n"),
                bad(lab, "header_cut", "FIN in the midst of a header", "HTTP/1.1 200 OK\r\nContent-Ty"),
                bad(
                                lab,
                                "header_huge",
                                "more header than clients take",
                                "HTTP/1.1 200 OK\r\n" + ("x: " + "a".repeat(8_000) + "\r\n").repeat(100) + "\r\n")
                        .onJdk(release -> release >= 17), // 11 takes any
                bad(
                        lab,
                        "no_content_with_length",
                        "204 with a length",
                        "HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\nhello"),
                bad(lab, "tls_on_plain", "an alert of TLS on a plain connection", "\25\3\3\0\2\2\106"));
    }

    private static void reset(RawConnection connection) throws Exception {
        connection.request();
        connection.reset();
    }

    /** Says this and ends its side. */
    private static Script answering(String text) {
        return connection -> {
            connection.request();
            connection.say(text);
            connection.end();
        };
    }

    private static Fault bad(Lab lab, String id, String what, String answer) {
        return Fault.of(BAD_RESPONSE, id, what).http(lab.plain(answering(answer)));
    }

    /** OkHttp repeats such a request by itself unless it is told not to, as the vendors' SDKs tell it. */
    private static Fault stale(Lab lab, String id, String what, Script last) {
        return Fault.of(STALE_CONNECTION, id, what)
                .http(lab.plain(connection -> {
                    connection.request();
                    connection.say(GOOD);
                    connection.request();
                    last.run(connection);
                }))
                .after(1)
                .client("retry", "never");
    }
}
