package dev.detour.doctor;

import java.time.Instant;
import java.util.List;

/** All that came of it. Immutable; holds no secret. */
final class Report {
    private final String url;
    private final Instant time;
    private final int rounds;
    private final List<Finding> environment;
    private final List<CourseResult> courses;
    private final Verdict verdict;

    Report(String url, Instant time, int rounds, List<Finding> environment, List<CourseResult> courses) {
        this.url = url;
        this.time = time;
        this.rounds = rounds;
        this.environment = List.copyOf(environment);
        this.courses = List.copyOf(courses);
        this.verdict = Verdict.of(courses, environment);
    }

    String url() {
        return url;
    }

    Instant time() {
        return time;
    }

    int rounds() {
        return rounds;
    }

    List<Finding> environment() {
        return environment;
    }

    List<CourseResult> courses() {
        return courses;
    }

    Verdict verdict() {
        return verdict;
    }
}
