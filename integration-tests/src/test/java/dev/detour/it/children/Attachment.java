package dev.detour.it.children;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The ways into a running JVM and out of it. */
public enum Attachment {
    /** The Attach API, from this JVM. */
    API {
        @Override
        public void attach(ChildJvm child, Path config) {
            child.awaitStart();
            load(child, "config=" + config);
        }

        @Override
        public void detach(ChildJvm child) {
            load(child, "command=detach");
        }
    },

    /** The commands of the jar, each a process of its own. */
    COMMAND {
        @Override
        public void attach(ChildJvm child, Path config) {
            child.awaitStart();
            run("attach", Long.toString(child.pid()), "--config", config.toString());
        }

        @Override
        public void detach(ChildJvm child) {
            run("detach", Long.toString(child.pid()));
        }
    };

    public abstract void attach(ChildJvm child, Path config);

    public abstract void detach(ChildJvm child);

    /** What the agent in a child tells of itself, as one JSON document: the same that the command {@code status} asks for. */
    public static String status(ChildJvm child) {
        try {
            Path answer = Files.createTempFile("status", ".json");
            load(child, "command=status\nout=" + answer);
            String told = Files.readString(answer);
            Files.delete(answer);
            return told;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void load(ChildJvm child, String options) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(child.pid()));
            try {
                machine.loadAgent(DetourJar.path().toString(), options);
            } finally {
                machine.detach();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException failure) {
            throw new AssertionError("cannot attach; the child said:\n" + child.err(), failure);
        }
    }

    private static void run(String... arguments) {
        Command.Result result = command(arguments);
        if (result.status() != 0) {
            throw new AssertionError(List.of(arguments) + " ended with " + result);
        }
    }

    /** Runs {@code java -jar detour.jar} with these arguments. */
    public static Command.Result command(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Jdk.running().java().toString(), "-jar", DetourJar.path().toString()));
        words.addAll(List.of(arguments));
        return Command.run(Map.of(), words);
    }
}
