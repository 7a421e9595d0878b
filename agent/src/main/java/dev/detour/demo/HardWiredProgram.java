package dev.detour.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The application: it asks its vendor once for each line that it reads, and prints what it got. Host and key are
 * constants, as in programs that nobody wants to change.
 */
public final class HardWiredProgram {
    static final String URL = "https://api.anthropic.com/v1/messages";
    static final String KEY = "the-programs-own-key";

    private final HttpClient client = HttpClient.newHttpClient();

    private HardWiredProgram() {}

    /** Runs until the input ends. */
    public static void run(InputStream in, PrintStream out) throws IOException, InterruptedException {
        HardWiredProgram program = new HardWiredProgram();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8));
        while (lines.readLine() != null) {
            out.println(Json.line(program.ask()));
            out.flush();
        }
    }

    private Map<String, Object> ask() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(URL))
                .header("x-api-key", KEY)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"any\",\"max_tokens\":9}"))
                .build();
        Map<String, Object> got = new LinkedHashMap<>();
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            got.put("status", response.statusCode());
            got.put("body", response.body());
            got.put("url", response.uri().toString());
        } catch (IOException failure) {
            Throwable first = failure;
            while (first.getCause() != null) {
                first = first.getCause();
            }
            got.put("exception", failure.getClass().getSimpleName() + ": " + failure.getMessage());
            got.put("cause", first == failure ? "" : first.getClass().getSimpleName());
        }
        got.put("ms", (System.nanoTime() - start) / 1_000_000);
        return got;
    }
}
