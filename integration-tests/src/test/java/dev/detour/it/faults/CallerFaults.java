package dev.detour.it.faults;

import static dev.detour.it.faults.Code.INVALID_REQUEST;

import dev.detour.it.children.Library;
import java.util.List;

/** What the client itself refuses, once it is to send it. */
final class CallerFaults {
    private CallerFaults() {}

    static List<Fault> of(Lab lab) {
        int port = lab.refusing();
        return List.of(
                Fault.of(
                                INVALID_REQUEST,
                                "method_illegal",
                                "a method that is none, in a request of the application's class")
                        .http(port)
                        .call("sent-method", "NO METHOD")
                        // sendAsync throws it at once, before there is a call that could be told of
                        .ways(Way.SYNC, Way.STREAMED)
                        .only(library -> !library.isOkHttp()),
                Fault.of(INVALID_REQUEST, "cleartext_forbidden", "http through a client that allows only https")
                        .http(port)
                        .client("cleartext", "never")
                        .only(Library::isOkHttp));
    }
}
