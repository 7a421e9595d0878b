package dev.detour.attach;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a process from outside, without a signal and without a word to it: what Linux has in
 * {@code /proc}. Where there is none, or it may not be read, nothing is known.
 */
final class JvmProcess {
    private static final Path PROC = Path.of("/proc");
    private static final List<String> OPTION_VARIABLES = List.of("JAVA_TOOL_OPTIONS=", "JDK_JAVA_OPTIONS=");

    private final Path folder;

    private JvmProcess(Path folder) {
        this.folder = folder;
    }

    static JvmProcess of(String pid) {
        return new JvmProcess(PROC.resolve(pid));
    }

    static JvmProcess own() {
        return new JvmProcess(PROC.resolve("self"));
    }

    /** For tests: a folder that looks like one of {@code /proc}. */
    static JvmProcess in(Path folder) {
        return new JvmProcess(folder);
    }

    /** Whether anything can be known at all. */
    static boolean areVisible() {
        return Files.isDirectory(PROC.resolve("self"));
    }

    boolean exists() {
        return Files.isDirectory(folder);
    }

    /** The user's number; -1 where it is not known. */
    int uid() {
        return number("unix:uid");
    }

    int gid() {
        return number("unix:gid");
    }

    private int number(String attribute) {
        try {
            return (Integer) Files.getAttribute(folder, attribute);
        } catch (IOException | RuntimeException unknown) {
            return -1;
        }
    }

    /** The user's name, or number; empty where it is not known. */
    String user() {
        try {
            return Files.getOwner(folder).getName();
        } catch (IOException | RuntimeException unknown) {
            return "";
        }
    }

    /** Whether SIGQUIT would not end it, as far as can be seen. */
    boolean survivesQuit() {
        return QuitSignal.isSurvived(folder.resolve("status"));
    }

    /** {@code T} is stopped, {@code Z} has ended; empty where it is not known. */
    String state() {
        return field("State:").stream()
                .findFirst()
                .map(state -> state.substring(0, 1))
                .orElse("");
    }

    /** Its number in the innermost container that it is in. */
    String innerPid() {
        List<String> numbers = field("NSpid:");
        return numbers.isEmpty()
                ? String.valueOf(folder.getFileName())
                : numbers.get(0).replaceAll(".*\\s", "");
    }

    private List<String> field(String name) {
        try (Stream<String> lines = Files.lines(folder.resolve("status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).strip())
                    .filter(value -> !value.isEmpty())
                    .collect(Collectors.toList());
        } catch (IOException | RuntimeException unknown) {
            return List.of();
        }
    }

    /** Whether it sees other files than this process does: a container, or a service with a {@code /tmp} of its own. */
    boolean hasOtherFiles() {
        String its = link("ns/mnt");
        String ours = own().link("ns/mnt");
        return its != null && ours != null && !its.equals(ours);
    }

    /**
     * Whether it has another {@code /tmp} than this process, and the same numbers of processes: as a service of systemd's
     * with {@code PrivateTmp}. There the attach API looks in the wrong one (JDK-8327114), and the JVM prints its threads.
     */
    boolean hasOtherTmp(String pid) {
        return hasOtherFiles() && innerPid().equals(pid) && !isSame(Path.of("/tmp"), outside(Path.of("/tmp")));
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException | RuntimeException unknown) {
            return true;
        }
    }

    /** A file as this process sees it, where the other one has this name for it. */
    Path outside(Path file) {
        return hasOtherFiles() ? folder.resolve("root").resolve(Path.of("/").relativize(file)) : file;
    }

    /** False only where that is certain. */
    boolean isJvm() {
        try (Stream<String> lines = Files.lines(folder.resolve("maps"), StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains("libjvm.") || line.contains("libj9"));
        } catch (IOException | RuntimeException unknown) {
            return true;
        }
    }

    /** The name of its program, as {@code bash}. */
    String program() {
        return text("comm").strip();
    }

    /** The JVM's options, also those that come by variables; what only the JVM knows (argument files) is not in it. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        for (String variable : text("environ").split("\0", -1)) {
            for (String name : OPTION_VARIABLES) {
                if (variable.startsWith(name)) {
                    options.addAll(
                            Arrays.asList(variable.substring(name.length()).split("\\s+", -1)));
                }
            }
        }
        for (String word : text("cmdline").split("\0", -1)) {
            options.add(word);
        }
        return options;
    }

    private String text(String file) {
        try {
            return new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.UTF_8);
        } catch (IOException | RuntimeException unknown) {
            return "";
        }
    }

    /** The release of its Java, as {@code 17.0.9}; empty where it is not known. */
    String javaVersion() {
        String java = link("exe");
        if (java == null) {
            return "";
        }
        File bin = new File(java).getParentFile();
        File home = bin == null ? null : bin.getParentFile();
        return home == null ? "" : javaVersion(outside(home.toPath().resolve("release")));
    }

    private static String javaVersion(Path release) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(release)) {
            properties.load(in);
        } catch (IOException | RuntimeException unknown) {
            return "";
        }
        return properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    }

    /**
     * The jars that it has open, as links to be read by and the names that it knows them by.
     *
     * @return null where they are not to be seen
     */
    @Nullable
    List<OpenJar> openJars() {
        List<OpenJar> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("fd"))) {
            for (Path link : files.collect(Collectors.toList())) {
                String name = target(link);
                if (name != null && name.replace(" (deleted)", "").endsWith(".jar")) {
                    jars.add(new OpenJar(link, name));
                }
            }
            return jars;
        } catch (IOException | RuntimeException unknown) {
            return null;
        }
    }

    private @Nullable String link(String name) {
        return target(folder.resolve(name));
    }

    private static @Nullable String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException | RuntimeException unknown) {
            return null;
        }
    }
}
