package dev.detour.it.benchmark;

import dev.detour.it.programs.EachClient;
import dev.detour.it.programs.FirstClient;
import dev.detour.it.programs.Idle;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A way to start a JVM, with or without an agent. */
enum Start {
    IDLE("no HTTP, no agent", Idle.class, AgentKind.NONE),
    IDLE_EMPTY("no HTTP, empty premain", Idle.class, AgentKind.EMPTY),
    IDLE_CAPABLE("no HTTP, empty premain that may retransform", Idle.class, AgentKind.CAPABLE),
    IDLE_DETOUR("no HTTP, detour.jar", Idle.class, AgentKind.DETOUR),
    IDLE_OPENTELEMETRY("no HTTP, OpenTelemetry's agent", Idle.class, AgentKind.OPENTELEMETRY),
    CLIENT("one HttpClient, no agent", FirstClient.class, AgentKind.NONE),
    CLIENT_DETOUR("one HttpClient, detour.jar", FirstClient.class, AgentKind.DETOUR),
    CLIENT_CONFIGURED("one HttpClient, detour.jar with a file", FirstClient.class, AgentKind.CONFIGURED),
    EACH("an HttpClient and an OkHttpClient, no agent", EachClient.class, AgentKind.NONE),
    EACH_CONFIGURED("both clients, detour.jar with a file", EachClient.class, AgentKind.CONFIGURED),
    EACH_OPENTELEMETRY("both clients, OpenTelemetry's agent", EachClient.class, AgentKind.OPENTELEMETRY),
    MANY("a server of WireMock, no agent", ManyClasses.class, AgentKind.NONE),
    MANY_DETOUR("a server of WireMock, detour.jar with a file", ManyClasses.class, AgentKind.CONFIGURED),
    MANY_OPENTELEMETRY("a server of WireMock, OpenTelemetry's agent", ManyClasses.class, AgentKind.OPENTELEMETRY);

    enum AgentKind {
        NONE("no agent"),
        EMPTY("empty premain"),
        CAPABLE("empty premain that may retransform"),
        DETOUR("Detour"),
        CONFIGURED("Detour with a file"),
        OPENTELEMETRY("OpenTelemetry's agent");

        final String title;

        AgentKind(String title) {
            this.title = title;
        }
    }

    final String title;
    final Class<?> program;
    final AgentKind agent;

    Start(String title, Class<?> program, AgentKind agent) {
        this.title = title;
        this.program = program;
        this.agent = agent;
    }

    /** Those that these costs are made of. */
    static Set<Start> of(List<StartCost> costs) {
        Set<Start> starts = EnumSet.noneOf(Start.class);
        costs.forEach(cost -> starts.addAll(List.of(cost.floor, cost.subject)));
        return starts;
    }
}
