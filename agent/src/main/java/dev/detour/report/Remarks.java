package dev.detour.report;

import dev.detour.telemetry.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What agents say of themselves: configurations, things left alone, faults of their own, events that were dropped. */
final class Remarks {
    private static final int MOST_OF_A_NAME = 100;
    private static final Pattern DROPPED = Pattern.compile("([0-9]{1,15}) events were dropped");

    private final Map<Event.Name, Long> counts = new EnumMap<>(Event.Name.class);
    private final List<Remark> remarks = new ArrayList<>();
    private long dropped;

    /** One of them. */
    static final class Remark {
        private final long time;
        private final String name;
        private final int instance;
        private final String text;

        Remark(Told told, Instance instance) {
            time = told.time();
            name = told.name().code();
            this.instance = instance.number();
            text = Texts.cut(
                    told.text(Event.Key.SOURCE, told.text(Event.Key.URL, "")) + " " + told.text(Event.Key.MESSAGE, ""),
                    1_000);
        }

        long time() {
            return time;
        }

        String name() {
            return name;
        }

        int instance() {
            return instance;
        }

        String text() {
            return text.strip();
        }
    }

    void add(Told told, Instance instance) {
        if (told.name() == Event.Name.AGENT_ERROR) {
            Matcher matcher = DROPPED.matcher(Texts.cut(told.text(Event.Key.MESSAGE, ""), 100));
            dropped += matcher.lookingAt() ? Long.parseLong(matcher.group(1)) : 0;
        }
        if (counts.merge(told.name(), 1L, Long::sum) <= MOST_OF_A_NAME) {
            remarks.add(new Remark(told, instance));
        }
    }

    /** Events that agents could not write: as many are missing here. */
    long dropped() {
        return dropped;
    }

    /** How many there were of each. */
    Map<Event.Name, Long> counts() {
        return new EnumMap<>(counts);
    }

    List<Remark> inOrder() {
        List<Remark> sorted = new ArrayList<>(remarks);
        sorted.sort(Comparator.comparingLong(Remark::time));
        return sorted;
    }
}
