package dev.detour.it.children;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.it.programs.CommandLoop;
import dev.detour.it.programs.Fields;
import dev.detour.it.servers.Authority;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A JVM that runs {@link CommandLoop} in place of an application. Not for several threads at once. */
public final class ChildJvm implements AutoCloseable {
    /** The JVM's own remarks: on an agent that is attached (JEP 451), its options, a SecurityManager, a missing folder. */
    private static final List<String> JVM_REMARKS = List.of(
            "WARNING: A Java agent has been loaded dynamically",
            "WARNING: If a serviceability tool is",
            "WARNING: Dynamic loading of agents will be disallowed",
            "WARNING: A command line option has enabled the Security Manager",
            "WARNING: The Security Manager is deprecated",
            "WARNING: java.io.tmpdir directory does not exist",
            "Picked up JAVA_TOOL_OPTIONS");

    private final Process process;
    private final Writer in;
    private final Transcript out;
    private final Transcript err;
    private int asked;

    private ChildJvm(Process process) {
        this.process = process;
        in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        out = Transcript.of(process.getInputStream(), "out of " + process.pid());
        err = Transcript.of(process.getErrorStream(), "err of " + process.pid());
    }

    public static Builder on(Jdk jdk) {
        return new Builder(jdk);
    }

    /** Sends a command and waits for its answer. Throws {@link AssertionError} where the program could not run it. */
    public Fields ask(Fields command) {
        int before = out.size();
        String number = Integer.toString(++asked);
        try {
            in.write(command.with("ask", number).line() + "\n");
            in.flush();
        } catch (IOException gone) {
            throw new AssertionError("the child is gone; it said:\n" + err, gone);
        }
        Fields answer = out.await(
                        before, line -> line.startsWith(CommandLoop.ANSWER) && line.endsWith(" ask=" + number))
                .map(line -> Fields.parse(line.substring(CommandLoop.ANSWER.length())))
                .orElseThrow(() -> new AssertionError("no answer to " + command + "; the child said:\n" + err));
        if (answer.get("loop.failed") != null) {
            throw new AssertionError(command + " failed: " + answer.get("exception.text"));
        }
        return answer;
    }

    /** Makes a client that lives as long as the child. */
    public void client(String name, Library library, Fields options) {
        ask(Fields.none()
                .with("op", "client")
                .with("name", name)
                .with("kind", library.kind())
                .with(options));
    }

    public Fields call(String client, Fields call) {
        return ask(Fields.none().with("op", "call").with("client", client).with(call));
    }

    /** Starts a call that is followed by its name. */
    public void begin(String as, String client, Fields call) {
        ask(Fields.none()
                .with("op", "begin")
                .with("as", as)
                .with("client", client)
                .with(call));
    }

    public Fields await(String as) {
        return follow("await", as);
    }

    public void cancel(String as) {
        follow("cancel", as);
    }

    public void interrupt(String as) {
        follow("interrupt", as);
    }

    /** Waits until so many body bytes have come, or the call has ended; returns how many came. */
    public int awaitBytes(String as, int count) {
        return ask(Fields.none().with("op", "bytes").with("as", as).with("count", count))
                .number("bytes", 0);
    }

    private Fields follow(String what, String as) {
        return ask(Fields.none().with("op", what).with("as", as));
    }

    public long pid() {
        return process.pid();
    }

    /**
     * Waits until the program runs: attaching begins with a SIGQUIT, which ends a JVM that has not set up its handlers
     * yet.
     */
    void awaitStart() {
        ask(Fields.none().with("op", "threads"));
    }

    public Transcript err() {
        return err;
    }

    public Transcript out() {
        return out;
    }

    /** What stands on both outputs and is neither an answer of the program nor a remark of the JVM itself. */
    public List<String> noise() {
        List<String> noise = new ArrayList<>();
        out.lines().stream()
                .filter(line -> !line.startsWith(CommandLoop.ANSWER))
                .forEach(noise::add);
        err.lines().stream().filter(line -> !isRemark(line)).forEach(noise::add);
        return noise;
    }

    public static boolean isRemark(String line) {
        return JVM_REMARKS.stream().anyMatch(line::startsWith);
    }

    /** Ends the program in order and returns the JVM's status. */
    public int end() {
        try {
            in.close();
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                throw new AssertionError("the child does not end; it said:\n" + err);
            }
            out.awaitEnd();
            err.awaitEnd();
            return process.exitValue();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** How a child is started. */
    public static final class Builder {
        private final Jdk jdk;
        private final List<String> options = new ArrayList<>();
        private final Map<String, String> variables = new LinkedHashMap<>();
        private List<String> prefix = List.of();
        private List<Path> classPath = Library.JDK.classPath();
        private Path folder = Path.of("").toAbsolutePath();

        private Builder(Jdk jdk) {
            this.jdk = jdk;
            // What makes a short life short.
            options.add("-XX:TieredStopAtLevel=1");
            options.add("-XX:+UseSerialGC");
            options.add("-Xmx256m");
        }

        public Builder with(Library library) {
            classPath = library.classPath();
            return this;
        }

        public Builder classPath(List<Path> paths) {
            classPath = List.copyOf(paths);
            return this;
        }

        /** Starts it with the agent; the options are what stands behind the jar's name, empty for none. */
        public Builder agent(String agentOptions) {
            return option("-javaagent:" + DetourJar.path() + (agentOptions.isEmpty() ? "" : "=" + agentOptions));
        }

        /** Starts it by a command that runs the one behind it, in a network namespace say. */
        public Builder within(String... words) {
            prefix = List.of(words);
            return this;
        }

        public Builder option(String option) {
            options.add(option);
            return this;
        }

        public Builder property(String name, Object value) {
            return option("-D" + name + "=" + value);
        }

        /** What the JVM trusts by default, in place of its own roots: a key store with the usual password. */
        public Builder trustStore(Path store) {
            return property("javax.net.ssl.trustStore", store)
                    .property("javax.net.ssl.trustStorePassword", Authority.PASSWORD);
        }

        /** Its working folder. */
        public Builder in(Path working) {
            folder = working;
            return this;
        }

        /** An environment variable; there are no others. */
        public Builder variable(String name, String value) {
            variables.put(name, value);
            return this;
        }

        public ChildJvm start() {
            List<String> command = new ArrayList<>(prefix);
            command.add(jdk.java().toString());
            command.addAll(options);
            command.add("-cp");
            command.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
            command.add(CommandLoop.class.getName());
            try {
                ProcessBuilder builder = new ProcessBuilder(command);
                builder.directory(folder.toFile());
                builder.environment().clear();
                builder.environment().putAll(variables);
                Process process = builder.start();
                // Of an earlier process of this number, which was killed: nobody could attach to this one.
                Files.deleteIfExists(Path.of(System.getProperty("java.io.tmpdir"), ".java_pid" + process.pid()));
                return new ChildJvm(process);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
