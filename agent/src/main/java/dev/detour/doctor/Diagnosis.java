package dev.detour.doctor;

import dev.detour.failure.FailureKind;
import dev.detour.failure.Layer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong with one course, from what one round found. Pure. */
final class Diagnosis {
    /** What a forged address leads to, beside a connection or a handshake that fails. */
    private static final Set<FailureKind> BY_A_STRANGER =
            Set.of(FailureKind.BLOCKED, FailureKind.INTERCEPTED, FailureKind.WRONG_BASE_URL, FailureKind.BAD_RESPONSE);

    private Diagnosis() {}

    /**
     * The finding to go by: a false address before what came of it, else the first failure, else the first oddity; null
     * where there is none.
     */
    static @Nullable Finding of(List<Finding> round) {
        Finding failed = first(round, Grade.FAILED);
        if (failed == null) {
            return first(round, Grade.ODD);
        }
        Finding forged = round.stream()
                .filter(finding -> finding.step() == Step.DNS && finding.kind() == FailureKind.DNS_SUSPICIOUS)
                .findFirst()
                .orElse(null);
        if (forged != null) {
            return forged;
        }
        Finding name = round.stream()
                .filter(finding -> finding.remark() == Remark.NAME_SUSPICIOUS)
                .findFirst()
                .orElse(null);
        return name != null && isOfName(failed) ? suspicious(name, failed) : failed;
    }

    private static @Nullable Finding first(List<Finding> round, Grade grade) {
        return round.stream()
                .filter(finding -> finding.isWrong() && finding.grade() == grade)
                .findFirst()
                .orElse(null);
    }

    private static boolean isOfName(Finding failed) {
        Layer layer = failed.layer();
        return layer == Layer.CONNECT
                || layer == Layer.TLS
                || layer == Layer.DNS
                || (failed.kind() != null && BY_A_STRANGER.contains(failed.kind()));
    }

    /** The name is the cause, whatever came of it. */
    private static Finding suspicious(Finding name, Finding failed) {
        return Finding.failed(Step.DNS, FailureKind.DNS_SUSPICIOUS, name.summary())
                .facts(name.facts())
                .fact("what came of it", failed.summary())
                .build();
    }
}
