package dev.detour.it.faults;

import static dev.detour.it.faults.Code.BAD_RESPONSE;
import static dev.detour.it.faults.Code.BODY_RESET;
import static dev.detour.it.faults.Code.FIRST_BYTE_TIMEOUT;
import static dev.detour.it.faults.Code.H2_REFUSED;
import static dev.detour.it.faults.Code.H2_RESET;
import static dev.detour.it.faults.Code.IDLE_TIMEOUT;
import static dev.detour.it.faults.Code.STALE_CONNECTION;

import dev.detour.it.children.Library;
import dev.detour.it.servers.RawConnection;
import dev.detour.it.servers.RawHttp2;
import dev.detour.it.servers.ScriptedServer.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * HTTP/2, frame by frame. OkHttp 3 repeats without end what some of these faults answer; all are called as the vendors'
 * SDKs call, without repeats of the client's own.
 */
final class Http2Faults {
    /** RFC 9113, 7: by number. */
    private static final List<String> ERRORS = List.of(
            "NO_ERROR",
            "PROTOCOL_ERROR",
            "INTERNAL_ERROR",
            "FLOW_CONTROL_ERROR",
            "SETTINGS_TIMEOUT",
            "STREAM_CLOSED",
            "FRAME_SIZE_ERROR",
            "REFUSED_STREAM",
            "CANCEL",
            "COMPRESSION_ERROR",
            "CONNECT_ERROR",
            "ENHANCE_YOUR_CALM",
            "INADEQUATE_SECURITY",
            "HTTP_1_1_REQUIRED");

    private static final int NO_ERROR = 0;
    private static final int INTERNAL_ERROR = 2;
    private static final int CANCEL = 8;
    private static final int ENHANCE_YOUR_CALM = 11;

    /** What is done once a request is there. */
    private interface Move {
        void make(RawConnection connection, RawHttp2 http, int stream) throws Exception;
    }

    private Http2Faults() {}

    static List<Fault> of(Lab lab) {
        List<Fault> all = new ArrayList<>();
        for (String name : ERRORS) {
            int code = ERRORS.indexOf(name);
            all.add(fault(
                    lab,
                    name.equals("REFUSED_STREAM") ? H2_REFUSED : H2_RESET,
                    "h2_reset_" + name.toLowerCase(Locale.ROOT),
                    "RST_STREAM with " + name,
                    (connection, http, stream) -> {
                        // Newer JDKs send a refused request again, on the same connection.
                        for (int next = stream; ; next = http.request()) {
                            http.resetStream(next, code);
                        }
                    }));
        }
        all.addAll(goodbyes(lab));
        all.addAll(ends(lab));
        all.addAll(bodies(lab));
        return all;
    }

    private static List<Fault> goodbyes(Lab lab) {
        return List.of(
                fault(lab, H2_REFUSED, "goaway_before", "GOAWAY that leaves the stream out", leave(0, NO_ERROR))
                        .onJdk(Http2Faults::tellsLastStream),
                fault(lab, H2_REFUSED, "goaway_calm", "the same, and asks for calm", leave(0, ENHANCE_YOUR_CALM))
                        .onJdk(Http2Faults::tellsLastStream),
                fault(
                                lab,
                                H2_RESET,
                                "goaway_before_untold",
                                "the same on a JDK (11, 17) that does not tell which streams are left out",
                                leave(0, NO_ERROR))
                        .only(library -> !library.isOkHttp())
                        .onJdk(release -> !tellsLastStream(release)),
                fault(lab, H2_RESET, "goaway_with", "GOAWAY that takes the stream in, then FIN", accept(NO_ERROR)),
                fault(lab, H2_RESET, "goaway_error", "GOAWAY with INTERNAL_ERROR, then FIN", accept(INTERNAL_ERROR)));
    }

    private static boolean tellsLastStream(int release) {
        return release >= 21;
    }

    private static Move leave(int last, int code) {
        return (connection, http, stream) -> {
            http.goAway(last, code);
            connection.end();
        };
    }

    private static Move accept(int code) {
        return (connection, http, stream) -> {
            http.goAway(stream, code);
            connection.end();
        };
    }

    private static List<Fault> ends(Lab lab) {
        return List.of(
                fault(
                        lab,
                        H2_RESET,
                        "h2_end",
                        "FIN in place of an answer",
                        (connection, http, stream) -> connection.end()),
                fault(
                        lab,
                        H2_RESET,
                        "h2_cut",
                        "RST in place of an answer",
                        (connection, http, stream) -> connection.reset()),
                garbage(lab, BAD_RESPONSE, "h2_garbage", "an answer in HTTP/1.1")
                        .only(library -> !showsGarbageAsReset(library)),
                garbage(
                                lab,
                                H2_RESET,
                                "h2_garbage_reset",
                                "the same, which the client shows as the reset it answers with")
                        .only(Http2Faults::showsGarbageAsReset),
                fault(lab, FIRST_BYTE_TIMEOUT, "h2_hang", "no answer", (connection, http, stream) -> connection.hang())
                        .client("read", Fault.TIMER_MILLIS)
                        .call("timeout", Fault.TIMER_MILLIS),
                Fault.of(STALE_CONNECTION, "h2_stale", "FIN in answer to the second request of a connection")
                        .https(lab.http2(connection -> {
                            RawHttp2 http = new RawHttp2(connection);
                            int first = http.request();
                            http.headers(first, 200);
                            http.data(first, "ok", true);
                            http.request();
                            connection.end();
                        }))
                        .after(1)
                        .client("retry", "never"));
    }

    private static Fault garbage(Lab lab, Code code, String id, String what) {
        return fault(lab, code, id, what, (connection, http, stream) -> {
            connection.say("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
            connection.hang();
        });
    }

    private static boolean showsGarbageAsReset(Library library) {
        return library.equals(Library.okHttp("3.12.13"));
    }

    private static List<Fault> bodies(Lab lab) {
        return List.of(
                body(
                        lab,
                        BODY_RESET,
                        "h2_body_reset",
                        "RST_STREAM in the midst of a body",
                        (connection, http, stream) -> {
                            http.resetStream(stream, INTERNAL_ERROR);
                            connection.hang();
                        }),
                body(lab, BODY_RESET, "h2_body_cancel", "RST_STREAM with CANCEL there", (connection, http, stream) -> {
                    http.resetStream(stream, CANCEL);
                    connection.hang();
                }),
                body(lab, BODY_RESET, "h2_body_goaway", "GOAWAY there, then FIN", (connection, http, stream) -> {
                    http.goAway(stream, INTERNAL_ERROR);
                    connection.end();
                }),
                body(lab, BODY_RESET, "h2_body_end", "FIN there", (connection, http, stream) -> connection.end()),
                body(lab, BODY_RESET, "h2_body_cut", "RST there", (connection, http, stream) -> connection.reset()),
                body(
                                lab,
                                IDLE_TIMEOUT,
                                "h2_body_hang",
                                "the body stalls",
                                (connection, http, stream) -> connection.hang())
                        .route("timeouts: {idle: " + Fault.TIMER + "}"));
    }

    private static Fault body(Lab lab, Code code, String id, String what, Move move) {
        return fault(lab, code, id, what, (connection, http, stream) -> {
                    http.headers(stream, 200);
                    http.data(stream, "abc", false);
                    connection.quiet();
                    move.make(connection, http, stream);
                })
                .in(Company.WAITING);
    }

    private static Fault fault(Lab lab, Code code, String id, String what, Move move) {
        Script script = connection -> {
            RawHttp2 http = new RawHttp2(connection);
            move.make(connection, http, http.request());
        };
        return Fault.of(code, id, what).https(lab.http2(script)).client("retry", "never");
    }
}
