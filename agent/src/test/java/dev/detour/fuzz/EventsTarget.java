package dev.detour.fuzz;

import dev.detour.report.Progress;
import dev.detour.report.Report;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of events, packed or not, of which the report is made. */
final class EventsTarget implements Target {
    private final Path folder = Scratch.folder();
    private final Path events = folder.resolve("events.jsonl");
    private final Path page = folder.resolve("report.html");

    @Override
    public void take(byte[] input) throws IOException {
        Files.write(events, input);
        Report report;
        try {
            report = Report.read(List.of(events, Path.of("-")), new ByteArrayInputStream(input), Progress.none());
        } catch (IOException documented) {
            if (!String.valueOf(documented.getMessage()).contains("events")) {
                throw documented;
            }
            return;
        }
        // Whatever was read can be shown.
        report.write(page);
        report.writeTotals(new StringWriter());
        report.summary();
    }
}
