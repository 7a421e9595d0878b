package dev.detour.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One step of the demonstration, as it came out. */
public final class Step {
    /** What a line tells. */
    public enum Tone {
        PLAIN,
        GOOD,
        BAD,
        CODE,
        DIM
    }

    private final String title;
    private final String how;
    private final List<Line> lines = new ArrayList<>();
    private boolean cameTrue = true;

    Step(String title, String how) {
        this.title = title;
        this.how = how;
    }

    Step line(Tone tone, String text) {
        lines.add(new Line(tone, text));
        return this;
    }

    /** Notes whether it came out as it should. */
    Step holds(boolean condition) {
        cameTrue &= condition;
        return this;
    }

    public String title() {
        return title;
    }

    /** What a user does to get there. */
    public String how() {
        return how;
    }

    public List<Line> lines() {
        return lines;
    }

    /** Whether it came out as it should. */
    public boolean isTrue() {
        return cameTrue;
    }

    /** The same for programs. */
    public Map<String, Object> document() {
        List<String> texts = new ArrayList<>();
        lines.forEach(line -> texts.add(line.text()));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("step", title);
        document.put("how", how);
        document.put("lines", texts);
        document.put("well", cameTrue);
        return document;
    }

    /** A line of it. */
    public static final class Line {
        private final Tone tone;
        private final String text;

        Line(Tone tone, String text) {
            this.tone = tone;
            this.text = text;
        }

        public Tone tone() {
            return tone;
        }

        public String text() {
            return text;
        }
    }
}
