package dev.detour.attach;

import java.io.IOException;

/** What a JRE leaves out. */
final class AttachApi {
    private AttachApi() {}

    /** Throws where this runtime has none. */
    static void require() throws IOException {
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            throw new IOException("this Java runtime (" + System.getProperty("java.home")
                    + ") cannot attach to JVMs: it has no module jdk.attach; run the command with the java of a JDK");
        }
    }
}
