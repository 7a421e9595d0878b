package dev.detour.it.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.it.children.DetourJar;
import dev.detour.it.children.Jdk;
import dev.detour.it.programs.Commands;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A JVM that runs {@link Commands}: commands of the real jar, side by side. */
final class CommandHost implements AutoCloseable {
    private final Process process;
    private final Writer in;
    private final Map<String, CompletableFuture<Printed>> running = new ConcurrentHashMap<>();

    /** What a command left behind. */
    record Printed(int status, String text) {}

    /**
     * @param options of the JVM
     * @param variables its only ones
     */
    CommandHost(List<String> options, Map<String, String> variables) {
        List<String> words = new ArrayList<>(List.of(Jdk.running().java().toString()));
        words.addAll(options);
        words.addAll(List.of(
                "-classpath",
                System.getProperty("detour.programs") + File.pathSeparator + DetourJar.path(),
                Commands.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().putAll(variables);
        try {
            process = builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        Thread reader = new Thread(this::read, "commands");
        reader.setDaemon(true);
        reader.start();
    }

    /** Begins a command. */
    synchronized CompletableFuture<Printed> run(List<String> words) {
        String number = Integer.toString(running.size() + 1);
        CompletableFuture<Printed> printed = new CompletableFuture<>();
        running.put(number, printed);
        try {
            in.write(number + "\t" + String.join("\t", words) + "\n");
            in.flush();
        } catch (IOException gone) {
            printed.completeExceptionally(gone);
        }
        return printed;
    }

    private void read() {
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] words = line.split(" ", -1);
                String text = new String(Base64.getDecoder().decode(words[2]), UTF_8);
                Objects.requireNonNull(running.get(words[0])).complete(new Printed(Integer.parseInt(words[1]), text));
            }
        } catch (IOException | RuntimeException broken) {
            running.values().forEach(one -> one.completeExceptionally(broken));
        } finally {
            running.values().forEach(one -> one.completeExceptionally(new AssertionError("the JVM ended")));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
