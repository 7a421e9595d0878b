package dev.detour.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;

/** A connection by the attach API. A class of its own, for it cannot be loaded where a runtime has no such thing. */
final class Connection {
    private final String pid;
    private final JvmProcess process;

    Connection(String pid, JvmProcess process) {
        this.pid = pid;
        this.process = process;
    }

    /** Loads the agent with these options. */
    void load(Path jar, String options) throws IOException {
        VirtualMachine machine = connect();
        try {
            machine.loadAgent(jar.toString(), options);
        } catch (AgentLoadException | AgentInitializationException refused) {
            throw Obstacles.notLoaded(pid, process, jar, refused);
        } finally {
            machine.detach();
        }
    }

    <T> T ask(Target.Question<T> question) throws IOException {
        VirtualMachine machine = connect();
        try {
            return question.of(machine);
        } finally {
            machine.detach();
        }
    }

    private VirtualMachine connect() throws IOException {
        try {
            return VirtualMachine.attach(pid);
        } catch (AttachNotSupportedException refused) {
            throw Obstacles.notAttached(pid, refused);
        } catch (IOException unreachable) {
            throw Obstacles.unreachable(pid, process, unreachable);
        }
    }
}
