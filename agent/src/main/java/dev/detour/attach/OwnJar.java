package dev.detour.attach;

import dev.detour.Detour;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The jar that this command runs from. */
public final class OwnJar {
    private OwnJar() {}

    /** Absolute. */
    public static Path path() throws IOException {
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
