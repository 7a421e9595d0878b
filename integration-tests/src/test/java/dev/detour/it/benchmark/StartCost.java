package dev.detour.it.benchmark;

import java.util.Arrays;
import java.util.List;

/** How much one start takes over another, and of CPU time may take, in milliseconds. */
enum StartCost {
    NO_HTTP("never uses HTTP, over an empty premain", Start.IDLE_DETOUR, Start.IDLE_EMPTY, 8),
    NO_HTTP_AT_ALL("never uses HTTP, over no agent", Start.IDLE_DETOUR, Start.IDLE, Measure.NONE),
    NO_HTTP_CAPABLE("never uses HTTP, over no agent", Start.IDLE_CAPABLE, Start.IDLE, Measure.NONE),
    NO_HTTP_OTHER("never uses HTTP, over no agent", Start.IDLE_OPENTELEMETRY, Start.IDLE, Measure.NONE),
    FIRST_CLIENT("until the first HttpClient exists", Start.CLIENT_DETOUR, Start.CLIENT, 300),
    CONFIGURED("until the first HttpClient exists", Start.CLIENT_CONFIGURED, Start.CLIENT, 300),
    EACH_CLIENT("one client of each kind", Start.EACH_CONFIGURED, Start.EACH, Measure.NONE),
    EACH_CLIENT_OTHER("one client of each kind", Start.EACH_OPENTELEMETRY, Start.EACH, Measure.NONE),
    MANY_CLASSES("starts a server of WireMock", Start.MANY_DETOUR, Start.MANY, Measure.NONE),
    MANY_CLASSES_OTHER("starts a server of WireMock", Start.MANY_OPENTELEMETRY, Start.MANY, Measure.NONE);

    /** As it stands in the summary. */
    final String title;

    final Start subject;
    final Start floor;
    final double limit;

    StartCost(String title, Start subject, Start floor, double limit) {
        this.title = "start: " + title;
        this.subject = subject;
        this.floor = floor;
        this.limit = limit;
    }

    /** Those that are to be measured. */
    static List<StartCost> wanted() {
        return Arrays.stream(values())
                .filter(cost -> Settings.isWanted(cost.title + ", " + cost.subject.agent.title))
                .toList();
    }

    Row row(String jdk, Measurements measured) {
        return new Row(jdk, title, subject.agent.title, measured.measures(this));
    }
}
