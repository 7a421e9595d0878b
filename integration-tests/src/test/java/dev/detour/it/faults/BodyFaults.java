package dev.detour.it.faults;

import static dev.detour.it.faults.Code.BAD_RESPONSE;
import static dev.detour.it.faults.Code.BODY_RESET;
import static dev.detour.it.faults.Code.BODY_TRUNCATED;
import static dev.detour.it.faults.Code.IDLE_TIMEOUT;
import static dev.detour.it.faults.Code.TOTAL_TIMEOUT;

import dev.detour.it.children.Library;
import dev.detour.it.servers.RawConnection;
import dev.detour.it.servers.ScriptedServer.Script;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** HTTP/1.1 behind the answer's head. */
final class BodyFaults {
    private static final String FIXED = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

    private BodyFaults() {}

    static List<Fault> of(Lab lab) {
        Script stall = behind(FIXED, RawConnection::hang);
        return List.of(
                Fault.of(BODY_TRUNCATED, "body_end", "FIN before the declared length")
                        .http(lab.plain(behind(FIXED, RawConnection::end))),
                Fault.of(BODY_TRUNCATED, "body_end_tls", "the same, under TLS without its farewell")
                        .https(lab.secure(behind(FIXED, RawConnection::end))),
                Fault.of(BODY_TRUNCATED, "chunks_end", "FIN between two chunks")
                        .http(lab.plain(behind(CHUNKED + "3\r\nabc\r\n", RawConnection::end))),
                Fault.of(BODY_TRUNCATED, "chunk_end", "FIN in the midst of a chunk")
                        .http(lab.plain(behind(CHUNKED + "a\r\nabc", RawConnection::end))),
                Fault.of(BODY_RESET, "body_reset", "RST in the midst of a body")
                        .http(lab.plain(behind(FIXED, BodyFaults::reset)))
                        .in(Company.WAITING),
                Fault.of(BODY_RESET, "body_reset_tls", "the same, under TLS")
                        .https(lab.secure(behind(FIXED, BodyFaults::reset)))
                        .in(Company.WAITING),
                Fault.of(BODY_RESET, "chunks_reset", "RST between two chunks")
                        .http(lab.plain(behind(CHUNKED + "3\r\nabc\r\n", BodyFaults::reset)))
                        .in(Company.WAITING),
                Fault.of(BAD_RESPONSE, "chunk_bad", "a chunk without a size")
                        .http(lab.plain(behind(CHUNKED + "zz\r\nabc\r\n", RawConnection::end))),
                // Only OkHttp unpacks by itself.
                Fault.of(BAD_RESPONSE, "gzip_bad", "an encoding that it is not in")
                        .http(lab.plain(behind(
                                "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 15\r\n\r\nthis is no gzip",
                                RawConnection::end)))
                        .only(Library::isOkHttp),
                Fault.of(IDLE_TIMEOUT, "body_hang", "the body stalls: the application's own read timeout")
                        .http(lab.plain(stall))
                        .client("read", Fault.TIMER_MILLIS)
                        .only(Library::isOkHttp),
                Fault.of(IDLE_TIMEOUT, "body_hang_route", "the body stalls: the route's idle timeout")
                        .http(lab.plain(stall))
                        .route("timeouts: {idle: " + Fault.TIMER + "}"),
                Fault.of(IDLE_TIMEOUT, "body_hang_route_tls", "the same, under TLS")
                        .https(lab.secure(stall))
                        .route("timeouts: {idle: " + Fault.TIMER + "}"),
                Fault.of(TOTAL_TIMEOUT, "body_trickle", "a body without end: the application's own call timeout")
                        .http(lab.plain(BodyFaults::trickle))
                        .client("total", Fault.TIMER_MILLIS)
                        .only(Library::isOkHttp),
                Fault.of(TOTAL_TIMEOUT, "body_trickle_route", "a body without end: the route's total timeout")
                        .http(lab.plain(BodyFaults::trickle))
                        .route("timeouts: {total: " + Fault.TIMER + "}"));
    }

    /** Sends this, and does that. */
    static Script behind(String text, Script rest) {
        return connection -> {
            connection.request();
            connection.say(text);
            rest.run(connection);
        };
    }

    /** A RST at once could overtake what came before it, inside the client. */
    static void reset(RawConnection connection) throws Exception {
        connection.quiet();
        connection.reset();
    }

    private static void trickle(RawConnection connection) throws Exception {
        connection.request();
        connection.say(CHUNKED);
        CountDownLatch never = new CountDownLatch(1);
        do {
            connection.say("1\r\nx\r\n");
        } while (!never.await(50, TimeUnit.MILLISECONDS));
    }
}
