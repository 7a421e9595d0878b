package dev.detour.it.programs;

import java.net.http.HttpClient;
import okhttp3.OkHttpClient;

/** An application that makes one client of each kind and ends, for the benchmark of the start. */
public final class EachClient {
    private EachClient() {}

    public static void main(String[] arguments) {
        HttpClient jdk = HttpClient.newHttpClient();
        OkHttpClient okHttp = new OkHttpClient();
        // The selector's thread must not keep the JVM.
        System.exit(jdk.version() == null || okHttp.protocols().isEmpty() ? 1 : 0);
    }
}
