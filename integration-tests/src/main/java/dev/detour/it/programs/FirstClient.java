package dev.detour.it.programs;

import java.net.http.HttpClient;

/** An application that makes one client and ends, for the benchmark of the start. */
public final class FirstClient {
    private FirstClient() {}

    public static void main(String[] arguments) {
        HttpClient client = HttpClient.newHttpClient();
        // The selector's thread must not keep the JVM.
        System.exit(client.version() == null ? 1 : 0);
    }
}
