package dev.detour.doctor;

import dev.detour.doctor.CourseResult.Often;
import dev.detour.failure.FailureKind;
import dev.detour.failure.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The end of it: which layer, which code, why, and what to do. Made from the findings alone. */
final class Verdict {
    /** Facts that a reason is not complete without. */
    private static final List<String> TELLING = List.of(
            "what came of it",
            "by the clean address",
            "fault",
            "issuer",
            "trusted by",
            "seen by clients as",
            "greeted by another name",
            "a clean name server says",
            "wants",
            "answer",
            "request id");

    private final @Nullable Finding finding;
    private final String course;
    private final String what;
    private final String why;
    private final String todo;

    private Verdict(@Nullable Finding finding, String course, String what, String why, String todo) {
        this.finding = finding;
        this.course = course;
        this.what = what;
        this.why = why;
        this.todo = todo;
    }

    /**
     * The verdict on the first course; the others say whose fault it is.
     *
     * @param courses at least one
     */
    static Verdict of(List<CourseResult> courses, List<Finding> environment) {
        CourseResult asked = courses.get(0);
        List<CourseResult> others = courses.subList(1, courses.size());
        Finding broken = environment.stream()
                .filter(finding -> finding.isWrong() && finding.grade() == Grade.FAILED)
                .findFirst()
                .orElse(null);
        // Calls do not go as the courses do.
        Often wrong = broken == null ? asked.decisive() : new Often(List.of(broken), 1);
        if (wrong == null) {
            Finding odd =
                    environment.stream().filter(Finding::isWrong).findFirst().orElse(null);
            wrong = odd == null ? null : new Often(List.of(odd), 1);
        }
        return wrong == null ? well(asked, others) : wrong(asked, others, wrong);
    }

    private static Verdict well(CourseResult asked, List<CourseResult> others) {
        String failing = others.stream()
                .filter(other -> other.decisive() != null)
                .map(other -> other.name() + ": " + code(other))
                .collect(Collectors.joining("; "));
        return new Verdict(
                null,
                asked.name(),
                "nothing wrong: " + asked.name() + " works",
                failing.isEmpty() ? "every step came out well" : "and beside it, " + failing,
                "Nothing. Where calls fail all the same, look from the machine and JVM where they fail (--pid), and more"
                        + " than once (--repeat 10).");
    }

    private static String code(CourseResult course) {
        Often decisive = course.decisive();
        return decisive == null ? "ok" : (decisive.worst().code() + " " + decisive.often()).strip();
    }

    private static Verdict wrong(CourseResult asked, List<CourseResult> others, Often often) {
        Finding finding = often.worst();
        FailureKind kind = finding.kind();
        String code = finding.code() == null ? "odd" : finding.code();
        String what = code + " (" + layerOf(finding) + "): " + finding.meaning()
                + (often.often().isEmpty() ? "" : ", " + often.often());
        List<String> why = new ArrayList<>();
        boolean everywhere = finding.step() == Step.ENVIRONMENT;
        why.add(everywhere ? finding.summary() : "on " + asked.name() + ": " + finding.summary());
        if (everywhere && finding.grade() == Grade.FAILED) {
            why.add("beside it, " + asked.name() + ": " + code(asked));
        }
        for (String name : TELLING) {
            String value = finding.facts().get(name);
            if (value != null && !finding.summary().contains(value)) {
                why.add(name + ": " + value);
            }
        }
        if (kind != null) {
            why.add("to ask: " + Culprit.of(kind).wording());
        }
        String hint = finding.hint() == null ? "See the findings above." : finding.hint();
        return new Verdict(finding, asked.name(), what, String.join("; ", why), comparison(finding, others) + hint);
    }

    private static String layerOf(Finding finding) {
        Layer layer = finding.layer();
        return layer == null ? finding.step().code() : layer.code();
    }

    private static String comparison(Finding finding, List<CourseResult> others) {
        if (others.isEmpty() || finding.step() == Step.ENVIRONMENT) {
            return "";
        }
        List<String> working = others.stream()
                .filter(other -> {
                    Often decisive = other.decisive();
                    return decisive == null || decisive.worst().grade() != Grade.FAILED;
                })
                .map(CourseResult::name)
                .collect(Collectors.toList());
        if (!working.isEmpty()) {
            return "It works by another way (" + String.join("; ", working) + "): use that, or repair this one. ";
        }
        boolean alike = others.stream()
                .map(CourseResult::decisive)
                .allMatch(other -> other != null && Objects.equals(other.worst().code(), finding.code()));
        return alike ? "Every way fails alike, so no proxy or path is to blame alone. " : "";
    }

    /** 0: nothing wrong; 1: something is. */
    int exitStatus() {
        return finding == null ? 0 : 1;
    }

    Grade grade() {
        return finding == null ? Grade.OK : finding.grade();
    }

    /** Null: nothing is wrong. */
    @Nullable
    String code() {
        return finding == null ? null : finding.code();
    }

    @Nullable
    String layer() {
        return finding == null ? null : layerOf(finding);
    }

    /** The one that was judged. */
    String course() {
        return course;
    }

    String what() {
        return what;
    }

    String why() {
        return why;
    }

    String todo() {
        return todo;
    }
}
