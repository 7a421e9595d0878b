package dev.detour.doctor;

import dev.detour.doctor.CourseResult.Often;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The report for people: a section for each step, the courses side by side, the verdict. */
final class Screen {
    private static final int WIDEST_COLUMN = 44;

    private final Report report;
    private final boolean colours;
    private final StringBuilder text = new StringBuilder();

    private Screen(Report report, boolean colours) {
        this.report = report;
        this.colours = colours;
    }

    /** The lines, each ended by a newline. */
    static String of(Report report, boolean colours) {
        return new Screen(report, colours).text();
    }

    private String text() {
        line("doctor " + report.url() + (report.rounds() > 1 ? ", " + report.rounds() + " rounds" : ""));
        for (Step step : Step.values()) {
            section(step);
        }
        table();
        verdict();
        return text.toString();
    }

    private void section(Step step) {
        List<String> lines = new ArrayList<>();
        if (step == Step.ENVIRONMENT) {
            report.environment().forEach(finding -> add(lines, finding.label(), new Often(List.of(finding), 1)));
        } else {
            for (CourseResult course : report.courses()) {
                addOf(step, course, false, lines);
                addOf(step, course, true, lines);
            }
        }
        if (!lines.isEmpty()) {
            line("");
            line(bold(step.title()));
            lines.forEach(this::line);
        }
    }

    /** What the step came to first, then what it came from. */
    private void addOf(Step step, CourseResult course, boolean details, List<String> lines) {
        for (Often often : course.findings()) {
            Finding finding = often.worst();
            if (finding.step() == step && finding.isDetail() == details) {
                add(lines, details ? "  " + finding.label() : course.name(), often);
            }
        }
    }

    private void add(List<String> lines, String label, Often often) {
        Finding finding = often.worst();
        String took = finding.millis() < 0 ? "" : " (" + Wording.duration(finding.millis()) + ")";
        String times = often.often().isEmpty() ? "" : " [" + often.often() + "]";
        String code = finding.code() == null ? "" : " " + finding.code() + ":";
        lines.add("  " + label + "  " + painted(finding.grade(), finding.grade().code()) + times + code + " "
                + finding.summary() + took);
        for (Map.Entry<String, String> fact : finding.facts().entrySet()) {
            lines.add("      " + fact.getKey() + ": " + fact.getValue());
        }
    }

    private void table() {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>();
        head.add("");
        report.courses().forEach(course -> head.add(cut(course.name())));
        rows.add(head);
        for (Step step : Step.values()) {
            List<String> row = row(step);
            if (row.stream().skip(1).anyMatch(cell -> !cell.equals("-"))) {
                rows.add(row);
            }
        }
        line("");
        line(bold("Side by side"));
        for (int i = 0; i < rows.size(); i++) {
            StringBuilder line = new StringBuilder("  ");
            for (int column = 0; column < head.size(); column++) {
                line.append(padded(rows, i, column));
            }
            line(line.toString().stripTrailing());
        }
    }

    private List<String> row(Step step) {
        List<String> row = new ArrayList<>();
        row.add(step.code());
        for (CourseResult course : report.courses()) {
            String cell = "-";
            for (Often often : course.findings()) {
                Finding finding = often.worst();
                if (finding.step() == step && !finding.isDetail()) {
                    cell = cell(often, finding);
                }
            }
            row.add(cell);
        }
        return row;
    }

    private static String cell(Often often, Finding finding) {
        String code = finding.code() == null ? "" : " " + finding.code();
        String took =
                finding.millis() < 0 || finding.grade() != Grade.OK ? "" : " " + Wording.duration(finding.millis());
        return cut(finding.grade().code() + code + took + (often.often().isEmpty() ? "" : ", " + often.often()));
    }

    private static String cut(String cell) {
        return cell.length() <= WIDEST_COLUMN ? cell : cell.substring(0, WIDEST_COLUMN - 3) + "...";
    }

    /** Padded before it is painted: what paints has no width. */
    private String padded(List<List<String>> rows, int row, int column) {
        int width = 0;
        for (List<String> cells : rows) {
            width = Math.max(width, cells.get(column).length());
        }
        String cell = rows.get(row).get(column);
        String padding = " ".repeat(width - cell.length() + 2);
        Grade grade = gradeOf(cell);
        return (column == 0 || row == 0 || grade == null ? cell : painted(grade, cell)) + padding;
    }

    private static @org.jspecify.annotations.Nullable Grade gradeOf(String cell) {
        for (Grade grade : Grade.values()) {
            if (cell.startsWith(grade.code())) {
                return grade;
            }
        }
        return null;
    }

    private void verdict() {
        Verdict verdict = report.verdict();
        line("");
        line(bold("Verdict"));
        line("  What  " + painted(verdict.grade(), verdict.what()));
        line("  Why   " + verdict.why());
        line("  Do    " + verdict.todo());
    }

    private String painted(Grade grade, String word) {
        if (!colours) {
            return word;
        }
        switch (grade) {
            case OK:
                return "\033[32m" + word + "\033[0m";
            case ODD:
                return "\033[33m" + word + "\033[0m";
            case FAILED:
                return "\033[31m" + word + "\033[0m";
            default:
                return "\033[2m" + word + "\033[0m";
        }
    }

    private String bold(String title) {
        return colours ? "\033[1m" + title + "\033[0m" : title;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
