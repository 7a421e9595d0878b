package dev.detour.doctor;

import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import dev.detour.failure.Layer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What one probe found. Immutable; holds no secret. */
final class Finding {
    private final Step step;
    private final String label;
    private final Grade grade;
    private final @Nullable FailureKind kind;
    private final @Nullable Remark remark;
    private final String summary;
    private final @Nullable String meaning;
    private final @Nullable String hint;
    private final Map<String, String> facts;
    private final long millis;
    private final boolean detail;

    private Finding(Builder builder) {
        step = builder.step;
        label = builder.label;
        grade = builder.grade;
        kind = builder.kind;
        remark = builder.remark;
        summary = builder.summary;
        meaning = builder.meaning;
        hint = builder.hint;
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(builder.facts));
        millis = builder.millis;
        detail = builder.detail;
    }

    static Builder of(Step step, Grade grade, String summary) {
        return new Builder(step, grade, summary);
    }

    static Builder ok(Step step, String summary) {
        return new Builder(step, Grade.OK, summary);
    }

    static Finding skipped(Step step, String why) {
        return new Builder(step, Grade.SKIPPED, why).build();
    }

    static Builder odd(Step step, Remark remark, String summary) {
        Builder builder = new Builder(step, Grade.ODD, summary);
        builder.remark = remark;
        return builder;
    }

    static Builder failed(Step step, Remark remark, String summary) {
        Builder builder = new Builder(step, Grade.FAILED, summary);
        builder.remark = remark;
        return builder;
    }

    static Builder failed(Step step, FailureKind kind, String summary) {
        Builder builder = new Builder(step, Grade.FAILED, summary);
        builder.kind = kind;
        builder.hint = kind.hint();
        return builder;
    }

    static Builder failed(Step step, Failure failure) {
        String message = failure.message();
        String meaning = failure.kind().meaning();
        Builder builder = failed(step, failure.kind(), message == null ? meaning : meaning + " (" + message + ")");
        builder.hint = failure.hint();
        builder.fact("request id", failure.requestId());
        builder.fact("exception", failure.exception());
        return builder;
    }

    Step step() {
        return step;
    }

    /** Which of several probes of the step; empty: the step itself. */
    String label() {
        return label;
    }

    Grade grade() {
        return grade;
    }

    @Nullable
    FailureKind kind() {
        return kind;
    }

    @Nullable
    Remark remark() {
        return remark;
    }

    /** The dictionary's code, else the remark's; null where nothing is wrong. */
    @Nullable
    String code() {
        return kind != null ? kind.code() : remark != null ? remark.code() : null;
    }

    @Nullable
    Layer layer() {
        return kind != null ? kind.layer() : remark != null ? remark.layer() : null;
    }

    String summary() {
        return summary;
    }

    /** What its code means, half a sentence; its summary where it has no code. */
    String meaning() {
        if (meaning != null) {
            return meaning;
        }
        return kind != null ? kind.meaning() : remark != null ? remark.meaning() : summary;
    }

    /** What to do; null where nothing is. */
    @Nullable
    String hint() {
        return hint != null ? hint : remark != null ? remark.hint() : null;
    }

    /** By their names, in order. */
    Map<String, String> facts() {
        return facts;
    }

    /** How long it took; -1: not measured. */
    long millis() {
        return millis;
    }

    /** Whether it only supports another finding of its step: no verdict hangs on it alone. */
    boolean isDetail() {
        return detail;
    }

    /** The same without secrets. */
    Finding without(UnaryOperator<String> secrets) {
        Builder copy = new Builder(step, grade, secrets.apply(summary));
        copy.label = secrets.apply(label);
        copy.kind = kind;
        copy.remark = remark;
        copy.meaning = meaning;
        copy.hint = hint == null ? null : secrets.apply(hint);
        facts.forEach((name, value) -> copy.facts.put(name, secrets.apply(value)));
        copy.millis = millis;
        copy.detail = detail;
        return copy.build();
    }

    boolean isWrong() {
        return !detail && (grade == Grade.FAILED || grade == Grade.ODD);
    }

    @Override
    public String toString() {
        return step.code() + (label.isEmpty() ? "" : " " + label) + ": " + grade.code() + " " + code() + " " + summary;
    }

    /** Puts a finding together. */
    static final class Builder {
        private final Step step;
        private final Grade grade;
        private final Map<String, String> facts = new LinkedHashMap<>();
        private final String summary;
        private String label = "";
        private @Nullable FailureKind kind;
        private @Nullable Remark remark;
        private @Nullable String meaning;
        private @Nullable String hint;
        private long millis = -1;
        private boolean detail;

        private Builder(Step step, Grade grade, String summary) {
            this.step = step;
            this.grade = grade;
            this.summary = summary;
        }

        Builder label(String which) {
            label = which;
            return this;
        }

        /** One more; null: not known, and left out. */
        Builder fact(String name, @Nullable Object value) {
            if (value != null && !value.toString().isEmpty()) {
                facts.put(name, value.toString());
            }
            return this;
        }

        Builder facts(Map<String, String> more) {
            facts.putAll(more);
            return this;
        }

        Builder hint(@Nullable String what) {
            hint = what;
            return this;
        }

        /** Another sentence of it. */
        Builder also(String more) {
            hint = hint == null ? more.strip() : hint + more;
            return this;
        }

        /** In place of what the code means elsewhere. */
        Builder meaning(String here) {
            meaning = here;
            return this;
        }

        Builder millis(long took) {
            millis = took;
            return this;
        }

        Builder detail() {
            detail = true;
            return this;
        }

        Finding build() {
            return new Finding(this);
        }
    }
}
