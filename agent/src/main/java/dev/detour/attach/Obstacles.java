package dev.detour.attach;

import com.sun.tools.attach.AttachNotSupportedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a command and a JVM, each as one line with cause and cure. What can be seen beforehand is: the
 * attach API itself waits for ten seconds and then does not know why.
 */
final class Obstacles {
    private static final String DISABLED = "-XX:+DisableAttachMechanism";
    private static final String ENABLED = "-XX:-DisableAttachMechanism";
    private static final String LIST = "; the list command shows the JVMs";

    private Obstacles() {}

    /** Throws where something speaks against attaching. */
    static void check(String pid, JvmProcess process) throws IOException {
        if (!pid.matches("[0-9]{1,10}")) {
            throw new IOException("'" + pid + "' is not the number of a process" + LIST);
        }
        if (pid.equals(Long.toString(ProcessHandle.current().pid()))) {
            throw new IOException("process " + pid + " is this command itself" + LIST);
        }
        if (JvmProcess.areVisible()) {
            checkProcess(pid, process);
        }
    }

    private static void checkProcess(String pid, JvmProcess process) throws IOException {
        if (!process.exists() || process.state().equals("Z")) {
            throw new IOException("there is no process " + pid
                    + " (in a container processes have numbers of their own: run this in there)" + LIST);
        }
        checkUser(pid, process);
        if (!process.isJvm()) {
            throw new IOException("process " + pid + " (" + process.program() + ") is not a JVM" + LIST);
        }
        if (process.state().equals("T")) {
            throw new IOException(
                    "JVM " + pid + " is stopped and cannot answer: let it go on first, with kill -CONT " + pid);
        }
        if (isDisabled(process.options())) {
            throw new IOException("JVM " + pid + " runs with " + DISABLED
                    + ", which forbids attaching: start it without, or with -javaagent:detour.jar");
        }
        if (process.hasOtherTmp(pid)) {
            throw new IOException("JVM " + pid + " has a /tmp of its own (systemd's PrivateTmp?), where one attaches:"
                    + " run this among its mounts, as root with nsenter -t " + pid
                    + " -m java -jar detour.jar …, or start it with -javaagent:detour.jar");
        }
        checkSignal(pid, process);
    }

    private static void checkUser(String pid, JvmProcess process) throws IOException {
        int own = JvmProcess.own().uid();
        int its = process.uid();
        if (own > 0 && its >= 0 && own != its) {
            throw new IOException("process " + pid + " belongs to " + process.user() + ", and this runs as "
                    + JvmProcess.own().user() + ": run it as that user (sudo -u " + process.user()
                    + " java -jar detour.jar …)");
        }
    }

    /** The last one counts. */
    private static boolean isDisabled(List<String> options) {
        return options.lastIndexOf(DISABLED) > options.lastIndexOf(ENABLED);
    }

    private static void checkSignal(String pid, JvmProcess process) throws IOException {
        if (!Files.exists(socket(process)) && !process.survivesQuit()) {
            throw new IOException(
                    "process " + pid + " is left alone: it does not handle SIGQUIT, by which one attaches,"
                            + " and would end (a JVM that is just starting? then wait; with -Xrs? then start it with the agent;"
                            + " or no JVM at all)");
        }
    }

    /** Where a JVM listens that was attached to before. */
    private static Path socket(JvmProcess process) {
        return process.outside(Path.of("/tmp", ".java_pid" + process.innerPid()));
    }

    /** Throws where the JVM cannot see the jar that it is to load. */
    static void checkSeen(String pid, JvmProcess process, Path jar) throws IOException {
        if (process.hasOtherFiles() && !Files.exists(process.outside(jar))) {
            throw new IOException("JVM " + pid + " runs in another container (or with other mounts), where there is no "
                    + jar + ": copy the jar into it (docker cp, kubectl cp) and run the command in there (docker exec,"
                    + " kubectl exec)");
        }
    }

    static IOException notAttached(String pid, AttachNotSupportedException refused) {
        return new IOException(
                "JVM " + pid + " cannot be attached to: " + refused.getMessage()
                        + " (is it a HotSpot JVM of this machine and container, without " + DISABLED + "?)",
                refused);
    }

    static IOException unreachable(String pid, JvmProcess process, IOException unreachable) {
        Path socket = socket(process);
        if (isLeftBehind(pid, socket)) {
            return new IOException(
                    "JVM " + pid + " does not listen at " + socket
                            + ", which an earlier process of this number has left behind: remove it (rm " + socket
                            + ") and try again",
                    unreachable);
        }
        return new IOException(
                "JVM " + pid + " cannot be reached: " + unreachable.getMessage()
                        + " (run this as the user and group that the JVM runs as; where the JVM was busy, try again)",
                unreachable);
    }

    /** Whether it is older than the process that it should be of. */
    private static boolean isLeftBehind(String pid, Path socket) {
        try {
            Instant made = Files.getLastModifiedTime(socket).toInstant();
            return ProcessHandle.of(Long.parseLong(pid))
                    .flatMap(process -> process.info().startInstant())
                    .filter(made::isBefore)
                    .isPresent();
        } catch (IOException | RuntimeException unknown) {
            return false;
        }
    }

    static IOException notLoaded(String pid, JvmProcess process, Path jar, Exception refused) {
        return new IOException(
                "JVM " + pid + " did not take the agent: " + why(process, jar, refused.getMessage()), refused);
    }

    private static String why(JvmProcess process, Path jar, @Nullable String message) {
        String said = String.valueOf(message);
        if (said.contains("EnableDynamicAgentLoading") || said.contains("Dynamic agent loading")) {
            return "it runs with -XX:-EnableDynamicAgentLoading (JEP 451): start it with"
                    + " -XX:+EnableDynamicAgentLoading, or with -javaagent:detour.jar";
        }
        if (said.contains("Agent JAR not found")) {
            String user = process.user();
            return "it cannot read " + jar + (user.isEmpty() ? "" : " as " + user)
                    + ": put the jar where the JVM's user can read it, in the JVM's own container";
        }
        if (said.contains("instrument")) {
            return "its runtime has no module java.instrument (" + said
                    + "): link it with jlink --add-modules java.instrument";
        }
        return said;
    }
}
