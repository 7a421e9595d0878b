package dev.detour.it.children;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** An installed JDK. */
public record Jdk(Path home) {
    /** The one that runs this test. */
    public static Jdk running() {
        return new Jdk(Path.of(System.getProperty("java.home")));
    }

    public Path tool(String name) {
        return home.resolve("bin").resolve(name);
    }

    public Path java() {
        return tool("java");
    }

    /** 8, 11, 17 and so on. */
    public int release() {
        String version = version();
        String[] parts = version.split("[.+-]", 3);
        return Integer.parseInt(parts[0].equals("1") ? parts[1] : parts[0]);
    }

    /** As its own {@code release} file says; Debian's JDK 8 has none. */
    private String version() {
        Path file = home.resolve("release");
        if (!Files.exists(file) && Files.exists(home.resolve("jre/lib/rt.jar"))) {
            return "1.8";
        }
        try (Reader in = Files.newBufferedReader(file)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("JAVA_VERSION").replace("\"", "");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return "JDK " + release();
    }
}
