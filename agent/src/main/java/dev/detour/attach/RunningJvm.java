package dev.detour.attach;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import dev.detour.config.ServiceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A JVM that this user may see. What is told of it is found without attaching to it. */
public final class RunningJvm {
    private final String pid;
    private final String program;
    private final JvmProcess process;

    private RunningJvm(VirtualMachineDescriptor machine) {
        String main = ServiceName.main(machine.displayName());
        pid = machine.id();
        program = main == null ? "?" : main;
        process = JvmProcess.of(pid);
    }

    /**
     * All but this one, by their numbers.
     *
     * @throws IOException where this runtime cannot look for any
     */
    public static List<RunningJvm> all() throws IOException {
        AttachApi.require();
        String own = Long.toString(ProcessHandle.current().pid());
        List<RunningJvm> jvms = new ArrayList<>();
        for (VirtualMachineDescriptor machine : VirtualMachine.list()) {
            if (!machine.id().equals(own)) {
                jvms.add(new RunningJvm(machine));
            }
        }
        jvms.sort(Comparator.comparingLong(RunningJvm::number));
        return jvms;
    }

    private long number() {
        try {
            return Long.parseLong(pid);
        } catch (NumberFormatException ofAnotherKind) {
            return Long.MAX_VALUE;
        }
    }

    public String pid() {
        return pid;
    }

    /** Its main class or jar: arguments may hold secrets. */
    public String program() {
        return program;
    }

    /** The release of Java; empty where it is not known. */
    public String javaVersion() {
        return process.javaVersion();
    }

    /** Empty where it is not known. */
    public String user() {
        return process.user();
    }

    public Presence presence() {
        return Presence.in(process);
    }
}
