package dev.detour.it.benchmark;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

/** An application with some thousand classes, for the benchmark of the start. */
public final class ManyClasses {
    private ManyClasses() {}

    public static void main(String[] arguments) {
        WireMockServer server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
        server.start();
        server.stop();
        System.exit(0);
    }
}
