package dev.detour.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.config.CheckReport;
import dev.detour.config.ConfigLoader;
import dev.detour.config.Environment;
import dev.detour.config.Fault;
import dev.detour.config.Loaded;
import dev.detour.config.Source;
import dev.detour.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The text of a configuration, then what surrounds it: {@code NAME=value} and {@code -Dname=value}, each after a NUL. */
final class ConfigurationTarget implements Target {
    private final Path folder = Scratch.folder();

    @Override
    public void take(byte[] input) throws IOException {
        int end = 0;
        while (end < input.length && input[end] != 0) {
            end++;
        }
        Map<String, String> variables = new HashMap<>(Map.of("GATEWAY_KEY", Planted.CONFIGURED));
        Map<String, String> properties = new HashMap<>();
        for (String pair : new String(input, end, input.length - end, UTF_8).split("\0", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.startsWith("-D")) {
                properties.put(pair.substring(2, equals), pair.substring(equals + 1));
            } else if (equals > 0) {
                variables.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        ConfigLoader loader = ConfigLoader.of(Environment.of(variables, properties, folder.toString()));
        for (String name : new String[] {"detour.yaml", "detour.json"}) {
            Files.write(folder.resolve(name), Arrays.copyOf(input, end));
            check(loader.load(Source.file(name)), new String(input, UTF_8));
        }
        check(loader.load(Source.environment()), new String(input, UTF_8));
    }

    private static void check(Loaded loaded, String input) {
        for (Fault fault : loaded.faults()) {
            if (fault.message().startsWith("internal error")) {
                throw new AssertionError(fault.toString());
            }
        }
        Planted.mustNotBeIn(new CheckReport(loaded).text(), input);
        Planted.mustNotBeIn(Json.line(new CheckReport(loaded).document()), input);
        Planted.mustNotBeIn(String.join("\n", loaded.leftOut()), input);
    }
}
