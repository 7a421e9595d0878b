package dev.detour.it.faults;

import java.util.List;
import java.util.stream.Stream;

/** The faults of the laboratory that need no more than loopback. */
public final class FaultTable {
    private FaultTable() {}

    /** All of them. Starts their servers. */
    static List<Fault> all(Lab lab) {
        return Stream.of(of(lab), AgentFaults.of(lab), FalseAlarms.ofApplications(lab))
                .flatMap(List::stream)
                .toList();
    }

    /** Those that any application may meet at any time, beside others. Starts their servers. */
    public static List<Fault> of(Lab lab) {
        return Stream.of(
                        ConnectFaults.of(lab),
                        ProxyFaults.of(lab),
                        TlsFaults.of(lab),
                        RequestFaults.of(lab),
                        BodyFaults.of(lab),
                        Http2Faults.of(lab),
                        HttpFaults.of(lab),
                        StreamFaults.of(lab),
                        CallerFaults.of(lab),
                        FalseAlarms.of(lab))
                .flatMap(List::stream)
                .toList();
    }
}
