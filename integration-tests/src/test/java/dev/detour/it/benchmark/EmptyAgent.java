package dev.detour.it.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;

/**
 * The floor: an agent that does nothing. Its class is in its own jar only: were it on the application's class path too,
 * the JVM would take it from there and be spared the opening of a second jar, and the floor would be too low.
 */
final class EmptyAgent {
    private static final String SOURCE = """
            public final class Empty {
                public static void premain(String options, java.lang.instrument.Instrumentation instrumentation) {}
            }
            """;

    private EmptyAgent() {}

    /**
     * Makes the jar in a folder.
     *
     * @param retransforms whether it asks the JVM for what an agent needs that changes loaded classes
     */
    static Path make(Path folder, boolean retransforms) throws IOException {
        Path source = Files.writeString(Files.createDirectories(folder).resolve("Empty.java"), SOURCE);
        // For Java 8, as our own entry class is.
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "8", "-Xlint:-options", "-d", folder.toString(), source.toString());
        if (status != 0) {
            throw new IllegalStateException("javac ended with " + status);
        }
        Path jar = folder.resolve("empty.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest(retransforms))) {
            out.putNextEntry(new JarEntry("Empty.class"));
            Files.copy(folder.resolve("Empty.class"), out);
            out.closeEntry();
        }
        return jar;
    }

    private static Manifest manifest(boolean retransforms) {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", "Empty");
        if (retransforms) {
            main.putValue("Can-Retransform-Classes", "true");
        }
        return manifest;
    }
}
