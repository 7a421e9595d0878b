package dev.detour.it.benchmark;

import dev.detour.it.programs.FirstClient;
import dev.detour.it.programs.Idle;

/** A way to start a JVM, with or without an agent. */
enum Start {
    IDLE("no HTTP, no agent", Idle.class, AgentKind.NONE),
    IDLE_EMPTY("no HTTP, empty premain", Idle.class, AgentKind.EMPTY),
    IDLE_CAPABLE("no HTTP, empty premain that may retransform", Idle.class, AgentKind.CAPABLE),
    IDLE_DETOUR("no HTTP, detour.jar", Idle.class, AgentKind.DETOUR),
    CLIENT("one HttpClient, no agent", FirstClient.class, AgentKind.NONE),
    CLIENT_DETOUR("one HttpClient, detour.jar", FirstClient.class, AgentKind.DETOUR),
    CLIENT_CONFIGURED("one HttpClient, detour.jar with a file", FirstClient.class, AgentKind.CONFIGURED);

    enum AgentKind {
        NONE,
        EMPTY,
        CAPABLE,
        DETOUR,
        CONFIGURED
    }

    final String title;
    final Class<?> program;
    final AgentKind agent;

    Start(String title, Class<?> program, AgentKind agent) {
        this.title = title;
        this.program = program;
        this.agent = agent;
    }
}
