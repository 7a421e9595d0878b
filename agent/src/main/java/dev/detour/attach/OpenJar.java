package dev.detour.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** A jar that a process has open: to be read even where it was replaced or lies in another container. */
final class OpenJar {
    private static final String ENTRY = "dev.detour.Detour";

    /** What was found in each file, by what makes it the same file: a machine's JVMs share most of their jars. */
    private static final Map<Object, String> VERSIONS = new HashMap<>();

    private final Path link;
    private final String name;

    OpenJar(Path link, String name) {
        this.link = link;
        this.name = name;
    }

    /** As the process knows it. */
    String name() {
        return name;
    }

    /** The version of Detour that it is; empty where it is another jar, or cannot be read. */
    String detourVersion() {
        try {
            Object key = Files.readAttributes(link, java.nio.file.attribute.BasicFileAttributes.class)
                    .fileKey();
            return key == null ? read() : VERSIONS.computeIfAbsent(key, unseen -> read());
        } catch (IOException unreadable) {
            return "";
        }
    }

    private String read() {
        try (JarFile jar = new JarFile(link.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
            String version = main.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
            boolean ours = ENTRY.equals(main.getValue("Agent-Class"));
            return ours ? version == null ? "unknown" : version : "";
        } catch (IOException | RuntimeException unreadable) {
            return "";
        }
    }
}
