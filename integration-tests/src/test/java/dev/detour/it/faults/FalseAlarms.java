package dev.detour.it.faults;

import dev.detour.it.children.Library;
import dev.detour.it.servers.RawConnection;
import java.util.ArrayList;
import java.util.List;

/** What looks like a failure and is none: no event. */
final class FalseAlarms {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private FalseAlarms() {}

    static List<Fault> of(Lab lab) {
        List<Fault> all = new ArrayList<>();
        all.addAll(answers(lab));
        all.addAll(deeds(lab));
        all.addAll(streams(lab.stubs));
        return all;
    }

    private static List<Fault> answers(Lab lab) {
        Stubs stubs = lab.stubs;
        return List.of(
                stubs.none("fine", "200", Stubs.json(200, "{}")),
                stubs.none("fine_204", "204", Stubs.status(204)),
                stubs.none("fine_304", "304", Stubs.status(304).withHeader("etag", "\"1\""))
                        .get()
                        .call("header.if-none-match", "\"1\""),
                Fault.none("fine_head", "HEAD: a length and no body")
                        .http(lab.plain(BodyFaults.behind(OK + "content-length: 100\r\n\r\n", RawConnection::end)))
                        .get()
                        .call("method", "HEAD"),
                Fault.none("fine_unframed", "a body that ends with its connection")
                        .http(lab.plain(BodyFaults.behind(OK + "connection: close\r\n\r\nabc", RawConnection::end))),
                stubs.none("fine_400", "400 of a host that is no vendor's", Stubs.json(400, "{\"error\":\"what?\"}")),
                stubs.none("fine_404", "404 of a host that is no vendor's", Stubs.json(404, "{\"error\":\"none\"}")),
                stubs.none("fine_404_html", "the same with a page", Stubs.html(404, "<html>None</html>")),
                stubs.none("fine_409", "409 of a host that is no vendor's", Stubs.json(409, "{\"error\":\"twice\"}")),
                stubs.none("fine_html", "a page of a host that is no vendor's", Stubs.html(200, "<html></html>")),
                stubs.none(
                        "fine_poll", "a long poll that ends", Stubs.status(204).withFixedDelay(500)),
                stubs.none(
                                "fine_poll_304",
                                "a long poll that ends with 304",
                                Stubs.status(304).withFixedDelay(500))
                        .get());
    }

    private static List<Fault> deeds(Lab lab) {
        return List.of(
                Fault.none("cancelled", "cancelled before an answer")
                        .http(lab.plain(RawConnection::hang))
                        .deed(Deed.CANCEL),
                Fault.none("cancelled_tls", "cancelled in the handshake")
                        .https(lab.plain(RawConnection::hang))
                        .deed(Deed.CANCEL),
                Fault.none("closed_early", "closed in the midst of a body")
                        .http(lab.plain(
                                BodyFaults.behind(OK + "content-length: 10000000\r\n\r\nabc", RawConnection::hang)))
                        .deed(Deed.CLOSE_EARLY)
                        .ways(Way.STREAMED),
                StreamFaults.messages(Fault.none("stream_closed_early", "closed in the midst of an event stream")
                                .http(lab.plain(BodyFaults.behind(
                                        OK + "content-type: text/event-stream\r\n\r\n" + StreamFaults.START + "\n\n",
                                        RawConnection::hang))))
                        .deed(Deed.CLOSE_EARLY)
                        .ways(Way.STREAMED));
    }

    /** The application's own code, which the client calls: nobody is told of them, and so they are in no ledger. */
    static List<Fault> ofApplications(Lab lab) {
        Stubs stubs = lab.stubs;
        return List.of(
                sink(stubs, "mapping", "the application cannot read the body"),
                sink(stubs, "number", "the same, with an IllegalArgumentException"),
                sink(stubs, "truncated", "the same, with an EOFException"),
                sink(stubs, "handler", "the application's body handler throws"),
                sink(stubs, "consumer", "the application's consumer of the body throws"),
                sink(stubs, "disk", "the body goes to a file, on a disk that is full"),
                stubs.none("thrown_400", "the handler throws over a 400", Stubs.json(400, "{}"))
                        .call("sink", "handler")
                        .only(library -> !library.isOkHttp())
                        .ways(Way.SYNC, Way.ASYNC),
                stubs.none("thrown_request", "the application's body of the request fails", Stubs.json(200, "{}"))
                        .call("body-as", "broken"),
                interceptor(stubs, "before", "an interceptor throws before the request"),
                interceptor(stubs, "after", "an interceptor throws after the answer"),
                interceptor(stubs, "checked", "an interceptor throws an IOException"),
                interceptor(stubs, "body", "an interceptor's body throws"));
    }

    private static Fault sink(Stubs stubs, String how, String what) {
        return stubs.none("thrown_" + how, what, Stubs.json(200, "{}"))
                .call("sink", how)
                .only(library -> !library.isOkHttp())
                .ways(Way.SYNC, Way.ASYNC);
    }

    private static Fault interceptor(Stubs stubs, String when, String what) {
        return stubs.none("thrown_" + when, what, Stubs.json(200, "{}"))
                .client("throwing", when)
                .only(Library::isOkHttp);
    }

    private static List<Fault> streams(Stubs stubs) {
        return List.of(
                StreamFaults.messages(stubs.none(
                        "fine_messages",
                        "Anthropic's stream as it should be",
                        Stubs.events(StreamFaults.START, StreamFaults.DELTA, StreamFaults.STOP))),
                StreamFaults.completions(stubs.none(
                        "fine_completions",
                        "OpenAI's stream as it should be",
                        Stubs.events(StreamFaults.CHUNK, StreamFaults.DONE))),
                StreamFaults.responses(stubs.none(
                        "fine_responses",
                        "OpenAI's responses as they should be",
                        Stubs.events(StreamFaults.RESPONSE, StreamFaults.COMPLETED))),
                stubs.none("fine_events", "an event stream of a host that is no vendor's", Stubs.events("data: tick")));
    }
}
