package dev.detour.it.faults;

import static dev.detour.it.faults.Code.CIRCUIT_OPEN;
import static dev.detour.it.faults.Code.LOCAL_EXHAUSTED;

import java.util.List;

/** What takes an agent that is there from the first call on, or a process of one's own. */
final class AgentFaults {
    private AgentFaults() {}

    static List<Fault> of(Lab lab) {
        return List.of(
                Fault.of(CIRCUIT_OPEN, "breaker_open", "the call before it was refused, and that opened the breaker")
                        .http(lab.refusing())
                        .route("breaker: {failures: 1, open: 60s}")
                        .after(1),
                // By its address: to look up a name takes a file, too. After another: so does a class of the program.
                Fault.of(LOCAL_EXHAUSTED, "files_exhausted", "no file descriptor is left for another connection")
                        .http(lab.refusing())
                        .host("127.0.0.1")
                        .after(1)
                        .withoutFiles());
    }
}
