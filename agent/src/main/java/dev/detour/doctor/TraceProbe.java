package dev.detour.doctor;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The system's own traceroute, where a connection failed and there is one: it shows where the packets end. */
final class TraceProbe implements Probe {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final String CUT = ", of those that were asked in " + LONGEST.toSeconds() + " s";

    @Override
    public Step step() {
        return Step.TRACE;
    }

    @Override
    public boolean looksIntoFailures() {
        return true;
    }

    /** On this machine itself there is no way to look at. */
    @Override
    public boolean concerns(Visit visit) {
        return visit.failedStep() == Step.CONNECT
                && !visit.addresses().isEmpty()
                && !visit.addresses().get(0).isLoopbackAddress();
    }

    @Override
    public void run(Visit visit) {
        InetAddress address = visit.addresses().get(0);
        List<String> command = command(address.getHostAddress());
        if (command == null) {
            visit.add(Finding.of(Step.TRACE, Grade.SKIPPED, "no traceroute or tracepath on the PATH"));
            return;
        }
        try {
            Hops traced = run(command);
            List<String> hops = traced.lines();
            String last = hops.stream()
                    .filter(hop -> !hop.contains("* * *") && !hop.contains("no reply"))
                    .reduce((first, second) -> second)
                    .orElse("");
            Finding.Builder finding = Finding.ok(
                            Step.TRACE,
                            "the last that answers: " + Wording.line(last) + (traced.isComplete() ? "" : CUT))
                    .detail();
            for (int i = 0; i < hops.size(); i++) {
                finding.fact("hop " + (i + 1), Wording.line(hops.get(i)));
            }
            visit.add(finding);
        } catch (IOException | RuntimeException failed) {
            visit.add(Finding.of(Step.TRACE, Grade.SKIPPED, "" + Wording.line(failed.getMessage())));
        }
    }

    private static @Nullable List<String> command(String address) {
        String tracer = onPath("traceroute");
        if (tracer != null) {
            return List.of(tracer, "-n", "-q", "1", "-w", "1", "-m", "20", address);
        }
        String path = onPath("tracepath");
        return path == null ? null : List.of(path, "-n", "-m", "20", address);
    }

    private static @Nullable String onPath(String name) {
        String path = System.getenv("PATH");
        for (String folder : path == null ? new String[0] : path.split(File.pathSeparator)) {
            File file = new File(folder, name);
            if (!folder.isEmpty() && file.canExecute()) {
                return file.getPath();
            }
        }
        return null;
    }

    private static Hops run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return Hops.read(process.getInputStream(), LONGEST, process::destroyForcibly);
    }
}
