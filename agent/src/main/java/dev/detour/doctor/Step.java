package dev.detour.doctor;

import java.util.Locale;

/** What is looked at, in the order in which a call gets there. */
enum Step {
    ENVIRONMENT("Environment: what is set, and for whom"),
    DNS("DNS: what the host's name leads to"),
    CONNECT("TCP: each address, of each family"),
    TRACE("Route: where the packets end"),
    PROXY("Proxy: does it let the call through"),
    TLS("TLS: versions, certificate, who trusts it"),
    HTTP("HTTP: who answers, and where the time goes"),
    REQUEST("Request: the smallest one that a model answers"),
    STREAM("Stream: does it come as it is written"),
    IDLE("Idle: does a silent connection live");

    private final String title;

    Step(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** As the JSON has it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
