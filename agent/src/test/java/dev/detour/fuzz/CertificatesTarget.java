package dev.detour.fuzz;

import dev.detour.network.TrustFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of roots or keys that the configuration names. */
final class CertificatesTarget implements Target {
    private final Path file = Scratch.file("roots");

    @Override
    public void take(byte[] input) throws IOException {
        Files.write(file, input);
        try {
            TrustFiles.read(file.toString(), "changeit");
        } catch (IOException documented) {
            if (!String.valueOf(documented.getMessage()).contains(file.toString())) {
                throw documented;
            }
        }
    }
}
