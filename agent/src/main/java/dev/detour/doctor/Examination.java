package dev.detour.doctor;

import dev.detour.failure.FailureKind;
import java.io.IOException;
import java.util.List;

/** All steps on one course, in order. What depends on a step that failed is skipped, and says so. */
final class Examination {
    private static final List<Probe> PROBES = List.of(
            new NameProbe(),
            new ConnectProbe(),
            new TraceProbe(),
            new ProxyProbe(),
            new TlsProbe(),
            new CleanAddressProbe(),
            new HttpProbe(),
            new PaidProbe());

    private Examination() {}

    static List<Finding> of(Course course, Instruments instruments) {
        Visit visit = new Visit(course, instruments);
        for (Probe probe : PROBES) {
            if (probe.concerns(visit)) {
                run(probe, visit);
            }
        }
        return visit.findings();
    }

    private static void run(Probe probe, Visit visit) {
        Step failed = visit.failedStep();
        if (failed != null && !probe.looksIntoFailures()) {
            visit.add(Finding.of(probe.step(), Grade.SKIPPED, "" + failed.code() + " failed"));
            return;
        }
        try {
            probe.run(visit);
        } catch (IOException | RuntimeException defect) {
            visit.add(Finding.failed(
                    probe.step(),
                    FailureKind.UNKNOWN,
                    "the probe itself failed: " + defect.getClass().getName() + " "
                            + Wording.line(defect.getMessage())));
        }
    }
}
