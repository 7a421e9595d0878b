package dev.detour.attach;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A running JVM that the agent is told something in. */
public final class Target {
    private static final String WELL = "ok\n";

    private final String pid;
    private final JvmProcess process;

    public Target(String pid) {
        this.pid = pid;
        this.process = JvmProcess.of(pid);
    }

    /** Whether Detour is in it, as far as that can be seen from outside. */
    public Presence presence() {
        return Presence.in(process);
    }

    /** False only where that is certain. */
    public boolean isJvm() {
        return process.exists() && process.isJvm();
    }

    /** Whether it runs, as far as can be seen. */
    public boolean isAlive() {
        return !JvmProcess.areVisible() || process.exists();
    }

    /**
     * Throws, with cause and cure, where this process is root's and others may change what it would put into the JVM.
     *
     * @param file the configuration that it is to read
     */
    public void checkWriteAccess(Path file) throws IOException {
        if (JvmProcess.own().uid() != 0 || !process.exists()) {
            return;
        }
        int uid = process.uid();
        String names = uid == 0 ? "root" : "root and " + process.user();
        new WriteAccess(uid > 0 ? Set.of(0, uid) : Set.of(0), names).check(file);
    }

    /**
     * Loads the agent with these options, and waits for its answer. One connection for each.
     *
     * @return what it answers; empty where there is nothing to say
     * @throws Refusal with what is wrong, where it was reached and could not do it
     * @throws IOException with cause and cure, where the JVM cannot be reached
     */
    public String tell(Map<String, String> options) throws IOException {
        AttachApi.require();
        Obstacles.check(pid, process);
        Path jar = OwnJar.path();
        checkWriteAccess(jar);
        Obstacles.checkSeen(pid, process, jar);
        try (AnswerFile out = AnswerFile.of(process)) {
            Map<String, String> all = new LinkedHashMap<>(options);
            all.put("jar", jar.toString());
            all.put("out", out.name());
            new Connection(pid, process).load(jar, text(all));
            String answer = out.read();
            if (!answer.startsWith(WELL)) {
                throw new Refusal(unanswered(answer.strip()));
            }
            return answer.substring(WELL.length());
        }
    }

    /**
     * Asks the JVM itself, by one connection. Nothing is loaded into it.
     *
     * @throws IOException with cause and cure, where the JVM cannot be reached
     */
    public <T> T ask(Question<T> question) throws IOException {
        AttachApi.require();
        Obstacles.check(pid, process);
        return new Connection(pid, process).ask(question);
    }

    private static String unanswered(String answer) {
        return answer.isEmpty() ? "the JVM did not answer: see its standard error" : answer;
    }

    private static String text(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** What a JVM is asked. */
    @FunctionalInterface
    public interface Question<T> {
        T of(VirtualMachine machine) throws IOException;
    }

    /** The JVM was reached; what is in it could not, or would not. The message is for the operator. */
    public static final class Refusal extends IOException {
        private static final long serialVersionUID = 1;

        Refusal(String message) {
            super(message);
        }
    }
}
