package dev.detour.telemetry;

import com.google.auto.value.AutoValue;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Who tells: what every event says of its process. */
@AutoValue
abstract class Source {
    abstract String service();

    abstract String host();

    /** 0 where the process may not know it. */
    abstract long pid();

    /** The agent's version. */
    abstract String agent();

    static Source of(String service, String host, long pid, String agent) {
        return new AutoValue_Source(service, host, pid, agent);
    }

    /** This process. May ask DNS for the name of the machine: not for the application's threads. */
    static Source ofThisProcess(String service, String agent) {
        return of(service, ownHost(), ownPid(), agent);
    }

    private static long ownPid() {
        try {
            return ProcessHandle.current().pid();
        } catch (SecurityException forbidden) {
            return 0;
        }
    }

    /** From where it is to be had for nothing; DNS comes last. */
    private static String ownHost() {
        String name = kernelsName();
        if (name == null) {
            name = variable("HOSTNAME");
        }
        if (name == null) {
            name = variable("COMPUTERNAME");
        }
        return name == null ? resolvedName() : name;
    }

    private static @Nullable String kernelsName() {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc/sys/kernel/hostname"));
            return orNull(new String(bytes, StandardCharsets.UTF_8).trim());
        } catch (IOException | SecurityException notThere) {
            return null;
        }
    }

    private static @Nullable String variable(String name) {
        try {
            return orNull(System.getenv(name));
        } catch (SecurityException forbidden) {
            return null;
        }
    }

    private static String resolvedName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException | SecurityException unknown) {
            return "unknown";
        }
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
