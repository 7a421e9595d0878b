package dev.detour.status;

import dev.detour.json.Tree;
import dev.detour.screen.Columns;
import dev.detour.screen.Paint;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The document of {@link StatusDocument} as a screen for people. */
public final class StatusScreen {
    /** Failures that are shown: the document has more. */
    private static final int FAILURES = 5;

    private static final String INDENT = "  ";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Tree status;
    private final Paint paint;
    private final Instant now;
    private final ZoneId zone;
    private final List<String> lines = new ArrayList<>();

    private StatusScreen(Tree status, Paint paint, Instant now, ZoneId zone) {
        this.status = status;
        this.paint = paint;
        this.now = now;
        this.zone = zone;
    }

    /** The lines of it. */
    public static List<String> of(Tree status, Paint paint, Instant now, ZoneId zone) {
        StatusScreen screen = new StatusScreen(status, paint, now, zone);
        screen.show();
        return screen.lines;
    }

    private void show() {
        showHead();
        showConfiguration(status.tree("configuration"));
        showRoutes();
        showCalls(status.tree("counts"));
        showFailures();
        showClients(status.tree("clients"));
    }

    private void showHead() {
        String jvm = "JVM " + status.text("pid");
        String program = status.has("program") ? ", " + status.text("program") : "";
        String java = status.has("java") ? ", Java " + status.text("java") : "";
        lines.add(paint.bold(jvm + Columns.plain(program)) + java);
        lines.add(state());
    }

    private String state() {
        String detour = "Detour " + status.text("version")
                + (status.is("attached") ? ", attached " : ", there from the start, ") + ago("since");
        switch (status.text("state")) {
            case "open":
                return detour;
            case "waiting":
                return detour + paint.odd("; waits: no client that it knows has been used, so it has read nothing yet");
            case "unconfigured":
                return detour + paint.bad("; changes nothing: its configuration has been wrong from the start");
            case "failed":
                return detour + paint.bad("; does nothing: " + Columns.plain(status.text("failure")));
            default:
                return paint.odd("Detour is not in it") + ": java -jar detour.jar attach " + status.text("pid")
                        + " --config detour.yaml";
        }
    }

    private void showConfiguration(Tree configuration) {
        if (!configuration.has("source")) {
            return;
        }
        head("configuration");
        String source = Columns.plain(configuration.text("source"));
        String name = source.equals("environment") ? "the environment's variables" : source;
        String mode = configuration.text("mode");
        lines.add(INDENT
                + name
                + (configuration.has("read") ? ", read " + ago(configuration.text("read")) : "")
                + (mode.equals("observe") ? paint.odd(", only observes") : ""));
        if (configuration.has("rejected")) {
            Tree rejected = configuration.tree("rejected");
            boolean former = configuration.has("read");
            lines.add(INDENT
                    + paint.bad("rejected " + ago(rejected.text("time"))
                            + (former ? "; the last good one stays in force:" : ":")));
            rejected.texts("faults").forEach(fault -> lines.add(INDENT + INDENT + Columns.plain(fault)));
        }
        for (String warning : configuration.texts("warnings")) {
            lines.add(INDENT + paint.odd("warning: ") + Columns.plain(warning));
        }
        for (String line : configuration.texts("left_out")) {
            lines.add(INDENT + paint.odd("left out: ") + Columns.plain(line));
        }
    }

    private void showRoutes() {
        if (status.trees("routes").isEmpty()) {
            return;
        }
        head("routes");
        Columns table = new Columns(INDENT);
        for (Tree route : status.trees("routes")) {
            boolean named = !route.text("name").equals(route.text("match"));
            table.row().cell(route.text("name"), paint::code).cell(named ? route.text("match") : "");
            for (Tree path : route.trees("paths")) {
                String url = path.text("url");
                String name = path.text("name");
                table.row()
                        .cell(INDENT + name)
                        .cell(url.isEmpty() ? "as asked" : url.equals(name) ? "" : url)
                        .cell(breaker(path), breakerPaint(path))
                        .cell(share(path));
            }
        }
        lines.addAll(table.lines());
        showBudgets();
    }

    private static String breaker(Tree path) {
        return path.has("breaker") ? "breaker " + path.text("breaker").replace('_', ' ') : "";
    }

    private UnaryOperator<String> breakerPaint(Tree path) {
        switch (path.text("breaker")) {
            case "open":
                return paint::bad;
            case "half_open":
                return paint::odd;
            default:
                return paint::good;
        }
    }

    private static String share(Tree path) {
        Double share = path.decimal("share");
        return share == null ? "" : "share " + Math.round(share * 100) + "%";
    }

    private void showBudgets() {
        List<Tree> budgets = status.trees("retry_budgets");
        if (!budgets.isEmpty()) {
            lines.add(INDENT
                    + budgets.stream()
                            .map(budget -> budget.text("left") + " for " + Columns.plain(budget.text("origin")))
                            .collect(Collectors.joining(", ", "retries left: ", "")));
        }
    }

    private void showCalls(Tree counts) {
        if (counts.keys().isEmpty()) {
            return;
        }
        head("calls");
        lines.add(INDENT + paint.good(counts.text("calls_succeeded") + " succeeded") + ", "
                + counts.text("calls_recovered") + " recovered, " + bad(counts, "calls_failed", " failed")
                + ", " + bad(counts, "streams_failed", " broke off"));
        lines.add(INDENT + counts.text("attempts_failed") + " attempts failed: " + counts.text("retries")
                + " sent again, " + counts.text("failovers") + " moved to the next path, "
                + counts.text("waited_millis") + " ms waited in all");
        showIfAny(counts, "breakers_opened", " times a breaker has opened");
        showIfAny(counts, "events_dropped", " events dropped: more came than can be written, or their file cannot be");
        showIfAny(counts, "agent_errors", " errors of the agent's own, which no call has seen");
    }

    private String bad(Tree counts, String key, String what) {
        String text = counts.text(key) + what;
        return counts.number(key) > 0 ? paint.bad(text) : text;
    }

    private void showIfAny(Tree counts, String key, String what) {
        if (counts.number(key) > 0) {
            lines.add(INDENT + paint.odd(counts.text(key) + what));
        }
    }

    private void showFailures() {
        List<Tree> failures = status.trees("last_failures");
        if (failures.isEmpty()) {
            return;
        }
        Tree codes = status.tree("failures_by_code");
        head("failures");
        lines.add(INDENT
                + codes.keys().stream()
                        .map(code -> code + " " + codes.text(code))
                        .collect(Collectors.joining(", ", "so far: ", "")));
        List<Tree> shown = failures.subList(Math.max(0, failures.size() - FAILURES), failures.size());
        for (int i = 0; i < shown.size(); i++) {
            showFailure(shown.get(i));
            boolean repeats = i + 1 < shown.size()
                    && shown.get(i).text("hint").equals(shown.get(i + 1).text("hint"));
            if (!repeats) {
                showHint(shown.get(i));
            }
        }
    }

    private void showHint(Tree failure) {
        if (failure.has("hint")) {
            lines.add(INDENT + " ".repeat(10) + paint.dim(Columns.plain(failure.text("hint"))));
        }
    }

    private void showFailure(Tree failure) {
        String code = failure.text("kind") + (failure.number("status") > 0 ? " (" + failure.text("status") + ")" : "");
        String target = failure.text("target");
        String way = target.isEmpty() || target.equals(failure.text("url")) ? "" : " via " + target;
        String decision = failure.text("decision").replace('_', ' ');
        lines.add(INDENT + time(failure.text("time")) + "  " + paint.bad(code) + " "
                + Columns.plain(failure.text("method") + " " + failure.text("url") + way)
                + (decision.isEmpty() ? "" : paint.dim(", " + decision)));
    }

    private void showClients(Tree clients) {
        if (clients.keys().isEmpty()) {
            return;
        }
        head("HTTP clients that this JVM has loaded");
        Columns table = new Columns(INDENT);
        for (Tree client : clients.trees("covered")) {
            String version = client.text("version");
            table.row()
                    .cell("covered", paint::good)
                    .cell((client.text("client") + " " + version).strip())
                    .cell(client.text("loader").startsWith("jdk.") ? "" : "in " + client.text("loader"), paint::dim);
        }
        for (Tree client : clients.trees("not_covered")) {
            long loaders = client.number("loaders");
            table.row()
                    .cell("not covered", paint::odd)
                    .cell(client.text("client"))
                    .cell(
                            (loaders > 1 ? "in " + loaders + " loaders" : "")
                                    + (client.is("relocated") ? " (a copy under another name)" : ""),
                            paint::dim);
        }
        lines.addAll(table.lines());
        if (table.lines().isEmpty()) {
            lines.add(INDENT + "none");
        }
    }

    private void head(String title) {
        lines.add("");
        lines.add(paint.bold(title));
    }

    private String ago(String keyOrTime) {
        String text = status.has(keyOrTime) ? status.text(keyOrTime) : keyOrTime;
        Instant time = parse(text);
        return time == null ? text : time(text) + " (" + span(Duration.between(time, now)) + " ago)";
    }

    private String time(String text) {
        Instant time = parse(text);
        if (time == null) {
            return text;
        }
        boolean today = time.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return (today ? TIME : DAY_AND_TIME).format(time.atZone(zone));
    }

    private static @Nullable Instant parse(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        return seconds < 120
                ? seconds + " s"
                : seconds < 7200
                        ? seconds / 60 + " min"
                        : seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }
}
