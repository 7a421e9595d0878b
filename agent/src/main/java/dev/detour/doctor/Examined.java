package dev.detour.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What came of an examination, in the forms in which it is wanted. Holds no secret. */
public final class Examined {
    private final Report report;
    private final Map<String, String> supplements;

    Examined(Report report, Map<String, String> supplements) {
        this.report = report;
        this.supplements = supplements;
    }

    /** 0: nothing is wrong; 1: something is. */
    public int exitStatus() {
        return report.verdict().exitStatus();
    }

    /** For people. */
    public String text(boolean colours) {
        return Screen.of(report, colours);
    }

    /** For machines: one document, in one line. */
    public String json() {
        return ReportJson.of(report);
    }

    /**
     * For support: all of it in one file that only its owner can read.
     *
     * @return what is in it
     * @throws IOException where it cannot be written, or is there already
     */
    public Set<String> bundle(Path file) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("findings.json", json());
        entries.put("report.txt", text(false));
        entries.putAll(supplements);
        Bundle.write(file, entries);
        return entries.keySet();
    }
}
