package dev.detour.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.detour.Detour;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A running JVM that the agent is told something in. */
final class Target {
    private final String pid;

    Target(String pid) {
        this.pid = pid;
    }

    /**
     * Loads the agent with these options, and waits for its answer.
     *
     * @return what went wrong in the JVM; empty where all is well
     * @throws IOException with cause and cure, where the JVM cannot be reached
     */
    String tell(Map<String, String> options) throws IOException {
        Path jar = ownJar();
        Path out = answerFile();
        try {
            Map<String, String> all = new LinkedHashMap<>(options);
            all.put("jar", jar.toString());
            all.put("out", out.toString());
            load(jar, text(all));
            String answer = Files.readString(out).strip();
            return answer.equals("ok") ? "" : unanswered(answer);
        } finally {
            Files.deleteIfExists(out);
        }
    }

    private static String unanswered(String answer) {
        return answer.isEmpty() ? "the JVM did not answer: see its standard error" : answer;
    }

    private static String text(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining("\n"));
    }

    private void load(Path jar, String options) throws IOException {
        VirtualMachine machine = connect();
        try {
            machine.loadAgent(jar.toString(), options);
        } catch (AgentLoadException | AgentInitializationException refused) {
            throw new IOException("JVM " + pid + " did not take the agent: " + refused.getMessage(), refused);
        } finally {
            machine.detach();
        }
    }

    private VirtualMachine connect() throws IOException {
        boolean listens = Files.exists(Path.of("/tmp", ".java_pid" + pid));
        if (!listens && !QuitSignal.isSurvived(Path.of("/proc", pid, "status"))) {
            throw new IOException(
                    "process " + pid + " is left alone: it does not handle SIGQUIT, by which one attaches,"
                            + " and would end (a JVM that is just starting? then wait; with -Xrs? then start it with the agent;"
                            + " or no JVM at all)");
        }
        try {
            return VirtualMachine.attach(pid);
        } catch (AttachNotSupportedException refused) {
            throw new IOException(
                    "JVM " + pid + " cannot be attached to: " + refused.getMessage()
                            + " (is it a Java process of this machine and container, without -XX:+DisableAttachMechanism?)",
                    refused);
        } catch (IOException unreachable) {
            throw new IOException(
                    "JVM " + pid + " cannot be reached: " + unreachable.getMessage()
                            + " (run this as the user that the JVM runs as)",
                    unreachable);
        }
    }

    /** Writable by the JVM, which runs as the same user or attaching is not possible at all. */
    private static Path answerFile() throws IOException {
        return Files.createTempFile("detour", ".answer");
    }

    private static Path ownJar() throws IOException {
        try {
            return Path.of(Detour.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException unusable) {
            throw new IOException("detour.jar lies at a place that is no file: " + unusable.getMessage(), unusable);
        }
    }
}
