package dev.detour.it.demo;

import dev.detour.it.children.ChildJvm;
import dev.detour.it.programs.Fields;
import java.util.List;

/** One of the programs, running in a JVM of its own. It asks a question whenever it is told to. */
final class Program implements AutoCloseable {
    private static final String CLIENT = "sdk";

    private final Sdk sdk;
    private final ChildJvm child;

    Program(Sdk sdk, ChildJvm child) {
        this.sdk = sdk;
        this.child = child;
    }

    Sdk sdk() {
        return sdk;
    }

    long pid() {
        return child.pid();
    }

    ChildJvm child() {
        return child;
    }

    /** Makes its one client, as a service does at its start. */
    void warm() {
        child.client(CLIENT, sdk.library(), Fields.none());
    }

    /** Asks its vendor, {@code plain} or {@code streamed}. */
    Reply ask(String way) {
        return new Reply(child.call(CLIENT, Fields.none().with("way", way)));
    }

    /** What was printed beside its answers: by the libraries in it, and by an agent. */
    List<String> noise() {
        return child.noise();
    }

    @Override
    public void close() {
        child.close();
    }
}
