package dev.detour.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found on one course, in all rounds. Immutable. */
final class CourseResult {
    private final String name;
    private final String target;
    private final List<List<Finding>> rounds;

    CourseResult(String name, String target, List<List<Finding>> rounds) {
        this.name = name;
        this.target = target;
        this.rounds = List.copyOf(rounds);
    }

    String name() {
        return name;
    }

    /** Without its query. */
    String target() {
        return target;
    }

    /** The findings of all rounds, each probe once, in the order of the steps. */
    List<Often> findings() {
        Map<String, List<Finding>> byProbe = new LinkedHashMap<>();
        for (Step step : Step.values()) {
            for (List<Finding> round : rounds) {
                for (Finding finding : round) {
                    if (finding.step() == step) {
                        byProbe.computeIfAbsent(step + " " + finding.label(), probe -> new ArrayList<>())
                                .add(finding);
                    }
                }
            }
        }
        List<Often> findings = new ArrayList<>();
        byProbe.values().forEach(all -> findings.add(new Often(all, rounds.size())));
        return findings;
    }

    /** What decides: the diagnosis that most rounds ended in; null where none found anything wrong. */
    @Nullable
    Often decisive() {
        Map<String, List<Finding>> byCode = new LinkedHashMap<>();
        for (List<Finding> round : rounds) {
            Finding wrong = Diagnosis.of(round);
            if (wrong != null) {
                byCode.computeIfAbsent(wrong.grade() + " " + wrong.code(), code -> new ArrayList<>())
                        .add(wrong);
            }
        }
        List<Finding> most = null;
        for (List<Finding> all : byCode.values()) {
            most = most == null || weight(all) > weight(most) ? all : most;
        }
        return most == null ? null : new Often(most, rounds.size());
    }

    /** One failure outweighs any number of oddities. */
    private int weight(List<Finding> all) {
        return all.size() + (all.get(0).grade() == Grade.FAILED ? rounds.size() : 0);
    }

    /** A probe's findings over all rounds. */
    static final class Often {
        private final List<Finding> all;
        private final int rounds;

        Often(List<Finding> all, int rounds) {
            this.all = List.copyOf(all);
            this.rounds = rounds;
        }

        /** The worst of them, the last of its kind: it stands for the others. */
        Finding worst() {
            Finding worst = all.get(0);
            for (Finding finding : all) {
                worst = finding.grade().compareTo(worst.grade()) >= 0 ? finding : worst;
            }
            return worst;
        }

        /** How often it came out so. */
        int times() {
            Finding worst = worst();
            return (int) all.stream()
                    .filter(finding -> finding.grade() == worst.grade())
                    .count();
        }

        int rounds() {
            return rounds;
        }

        /** {@code always} or {@code 3 of 10}; empty where there was one round only. */
        String often() {
            return rounds == 1 ? "" : times() == rounds ? "always" : times() + " of " + rounds;
        }
    }
}
