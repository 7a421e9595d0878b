package dev.detour.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which HTTP clients live in a JVM, by the JDK's own {@code jcmd}. With {@code -all}, so that no collection is forced upon
 * it: clients that are garbage may be counted too.
 */
final class LiveClients {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Pattern ROW = Pattern.compile("\\s*[0-9]+:\\s+([0-9]+)\\s+[0-9]+\\s+([^ ]+).*");

    private static final Map<String, String> CLASSES = new LinkedHashMap<>();

    static {
        CLASSES.put("jdk.internal.net.http.HttpClientImpl", "java.net.http");
        CLASSES.put("okhttp3.OkHttpClient", "OkHttp");
        CLASSES.put("org.apache.http.impl.client.InternalHttpClient", "Apache HttpClient 4 (not routed)");
        CLASSES.put("org.apache.hc.client5.http.impl.classic.InternalHttpClient", "Apache HttpClient 5 (not routed)");
        CLASSES.put("sun.net.www.protocol.https.HttpsURLConnectionImpl", "HttpsURLConnection (not routed)");
        CLASSES.put("reactor.netty.http.client.HttpClientConnect", "Reactor Netty (not routed)");
        CLASSES.put("org.eclipse.jetty.client.HttpClient", "Jetty (not routed)");
    }

    private LiveClients() {}

    static Finding of(String pid) {
        File tool = new File(System.getProperty("java.home"), "bin/jcmd");
        if (!tool.canExecute()) {
            return skipped("this Java has no jcmd; run the command with a JDK");
        }
        try {
            Process process = new ProcessBuilder(List.of(tool.getPath(), pid, "GC.class_histogram", "-all"))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String table = Bounded.run(
                    LONGEST,
                    process::destroyForcibly,
                    () -> new String(process.getInputStream().readAllBytes(), Charset.defaultCharset()));
            return counted(table);
        } catch (IOException | RuntimeException failed) {
            return skipped("" + Wording.line(failed.getMessage()));
        }
    }

    private static Finding skipped(String why) {
        return Finding.of(Step.ENVIRONMENT, Grade.SKIPPED, why)
                .label("live clients")
                .detail()
                .build();
    }

    static Finding counted(String table) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String line : table.split("\n", -1)) {
            Matcher row = ROW.matcher(line);
            String name = row.matches() ? CLASSES.get(row.group(2)) : null;
            if (name != null) {
                found.put(name, row.group(1));
            }
        }
        return Finding.ok(Step.ENVIRONMENT, found.isEmpty() ? "no HTTP client that is known" : "as counted by jcmd")
                .label("live clients")
                .detail()
                .facts(found)
                .build();
    }
}
