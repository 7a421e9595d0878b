package dev.detour.doctor;

import dev.detour.attach.Target;
import dev.detour.config.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What a JVM was started with: its own, or that of another process. Holds secrets. */
final class JvmView {
    private final @Nullable String pid;
    private final Map<String, String> variables;
    private final Map<String, String> properties;
    private final List<String> arguments;

    private JvmView(
            @Nullable String pid,
            Map<String, String> variables,
            Map<String, String> properties,
            List<String> arguments) {
        this.pid = pid;
        this.variables = Map.copyOf(variables);
        this.properties = Map.copyOf(properties);
        this.arguments = List.copyOf(arguments);
    }

    /** That of this command, whose variables are those of the shell. */
    static JvmView ofShell() {
        Environment own = Environment.ofProcess(null);
        return new JvmView(null, own.variables(), own.properties(), List.of());
    }

    /** Of given values. */
    static JvmView of(
            @Nullable String pid,
            Map<String, String> variables,
            Map<String, String> properties,
            List<String> arguments) {
        return new JvmView(pid, variables, properties, arguments);
    }

    /**
     * Asks a running JVM by the attach API, and the system for its variables. Changes nothing in it.
     *
     * @throws IOException with cause and cure, where it cannot be asked
     */
    static JvmView read(String pid) throws IOException {
        return new Target(pid).ask(machine -> {
            Map<String, String> agent = map(machine.getAgentProperties());
            List<String> arguments = new ArrayList<>(words(agent.getOrDefault("sun.jvm.args", "")));
            arguments.addAll(words(agent.getOrDefault("sun.jvm.flags", "")));
            return new JvmView(pid, variables(pid), map(machine.getSystemProperties()), arguments);
        });
    }

    private static List<String> words(String line) {
        return line.isBlank() ? List.of() : List.of(line.strip().split("\\s+"));
    }

    private static Map<String, String> map(Properties properties) {
        Map<String, String> map = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }

    /** Linux shows them; elsewhere there is no way that needs no code in that JVM. */
    private static Map<String, String> variables(String pid) {
        Map<String, String> variables = new HashMap<>();
        try {
            String all = Files.readString(Path.of("/proc", pid, "environ"), StandardCharsets.ISO_8859_1);
            for (String variable : all.split("\0", -1)) {
                int equals = variable.indexOf('=');
                if (equals > 0) {
                    variables.put(variable.substring(0, equals), variable.substring(equals + 1));
                }
            }
        } catch (IOException notOfLinuxOrOfAnother) {
            variables.clear();
        }
        return variables;
    }

    /** Null: this command's own. */
    @Nullable
    String pid() {
        return pid;
    }

    Map<String, String> variables() {
        return variables;
    }

    Map<String, String> properties() {
        return properties;
    }

    /** Of the JVM, not of the program. */
    List<String> arguments() {
        return arguments;
    }

    /** As the configuration wants it; names of files are relative to where that JVM runs. */
    Environment environment() {
        return Environment.of(variables, properties, properties.getOrDefault("user.dir", ""));
    }
}
