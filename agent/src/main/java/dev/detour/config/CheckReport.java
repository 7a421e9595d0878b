package dev.detour.config;

import java.util.List;

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
