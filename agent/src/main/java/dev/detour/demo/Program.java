package dev.detour.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.json.Tree;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The application in a JVM of its own, which cannot resolve any name: nothing leaves the machine. */
final class Program implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private Program(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /**
     * Starts it.
     *
     * @param jar ours, which holds the program
     * @param config null: without the agent
     */
    static Program start(Path jar, Path folder, @Nullable Path config) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("-Xmx128m");
        // The JDK asks this file in place of the system's resolver, for every name.
        command.add("-Djdk.net.hosts.file=" + folder.resolve("hosts"));
        if (config != null) {
            command.add("-javaagent:" + jar + "=" + config);
        }
        command.add("-jar");
        command.add(jar.toString());
        command.add("demo-program");
        ProcessBuilder builder = new ProcessBuilder(command);
        String windows = System.getenv("SystemRoot");
        builder.environment().clear();
        if (windows != null) {
            builder.environment().put("SystemRoot", windows);
        }
        builder.redirectError(new File(folder.toFile(), config == null ? "without.txt" : "with.txt"));
        return new Program(builder.start());
    }

    /** Lets it ask its vendor once; what it got. */
    Tree ask() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the demonstration's program has ended early");
        }
        return Tree.read(line);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
