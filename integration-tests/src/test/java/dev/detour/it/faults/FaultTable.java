package dev.detour.it.faults;

import java.util.List;
import java.util.stream.Stream;

/** All faults of the laboratory that need no more than loopback. */
public final class FaultTable {
    private FaultTable() {}

    /** Starts their servers. */
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
                        FalseAlarms.of(lab))
                .flatMap(List::stream)
                .toList();
    }
}
