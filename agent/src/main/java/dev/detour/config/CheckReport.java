package dev.detour.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code check FILE} prints: the faults, or every value in force with where it came from and what is odd. */
public final class CheckReport {
    private static final String GAP = "  ";

    private final Loaded loaded;

    public CheckReport(Loaded loaded) {
        this.loaded = loaded;
    }

    /** 0: well; 1: something is wrong. */
    public int exitStatus() {
        return loaded.isGood() ? 0 : 1;
    }

    /** The lines, each ended by a newline. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (loaded.isGood()) {
            addSettings(text);
        }
        loaded.faults().forEach(fault -> text.append(fault).append('\n'));
        loaded.leftOut().forEach(line -> text.append("left out: ").append(line).append('\n'));
        loaded.warnings().forEach(line -> text.append("warning: ").append(line).append('\n'));
        return text.toString();
    }

    /** The same for programs: for {@link dev.detour.json.Json}. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("source", loaded.source().toString());
        document.put("good", loaded.isGood());
        document.put(
                "settings", loaded.settings().stream().map(CheckReport::row).collect(Collectors.toList()));
        document.put("faults", loaded.faults().stream().map(CheckReport::row).collect(Collectors.toList()));
        document.put("left_out", loaded.leftOut());
        document.put("warnings", loaded.warnings());
        return document;
    }

    private static Map<String, Object> row(Setting setting) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("key", setting.key());
        row.put("value", setting.shown());
        row.put("origin", setting.origin());
        return row;
    }

    private static Map<String, Object> row(Fault fault) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("where", fault.where());
        if (fault.line() > 0) {
            row.put("line", fault.line());
            row.put("column", fault.column());
        }
        row.put("message", fault.message());
        String suggestion = fault.suggestion();
        if (suggestion != null) {
            row.put("suggestion", suggestion);
        }
        return row;
    }

    private void addSettings(StringBuilder text) {
        List<Setting> settings = loaded.settings();
        int keys = 0;
        int values = 0;
        for (Setting setting : settings) {
            keys = Math.max(keys, setting.key().length());
            values = Math.max(values, setting.shown().length());
        }
        for (Setting setting : settings) {
            pad(text, setting.key(), keys);
            pad(text, setting.shown(), values);
            text.append(setting.origin()).append('\n');
        }
    }

    private static void pad(StringBuilder text, String cell, int width) {
        text.append(cell);
        for (int i = cell.length(); i < width; i++) {
            text.append(' ');
        }
        text.append(GAP);
    }
}
