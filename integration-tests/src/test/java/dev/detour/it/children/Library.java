package dev.detour.it.children;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * An HTTP client that applications use: the program that drives it, and its class path.
 *
 * @param name as it is called in tests' names
 * @param kind the program's class, see {@link dev.detour.it.programs.Client}
 * @param folder of its jars below the folder of all clients; empty: none
 */
public record Library(String name, String kind, String folder) {
    private static final String OK_HTTP = "dev.detour.it.programs.OkHttp";

    public static final Library JDK = new Library("java.net.http", "dev.detour.it.programs.JdkClient", "");
    public static final Library ANTHROPIC = new Library("anthropic-java", "dev.detour.it.vendors.Anthropic", "vendors");
    public static final Library OPEN_AI = new Library("openai-java", "dev.detour.it.vendors.OpenAi", "vendors");
    public static final Library LANGCHAIN4J_ANTHROPIC =
            new Library("langchain4j-anthropic", "dev.detour.it.langchain4j.LangChain4jAnthropic", "langchain4j");
    public static final Library LANGCHAIN4J_OPEN_AI =
            new Library("langchain4j-open-ai", "dev.detour.it.langchain4j.LangChain4jOpenAi", "langchain4j");

    /** One release of OkHttp, as the build has laid it out. */
    public static Library okHttp(String version) {
        return new Library("okhttp " + version, OK_HTTP, "okhttp-" + version);
    }

    /** Every client library with every version. */
    public static List<Library> all() {
        return Stream.concat(
                        Stream.of(JDK),
                        Stream.of("3.12.13", "3.14.9", "4.12.0", "5.0.0", "5.5.1")
                                .map(Library::okHttp))
                .toList();
    }

    /** The vendors' SDKs, from the release on that they need. */
    public static List<Library> sdks(Jdk jdk) {
        return jdk.release() < 17
                ? List.of(ANTHROPIC, OPEN_AI)
                : List.of(ANTHROPIC, OPEN_AI, LANGCHAIN4J_ANTHROPIC, LANGCHAIN4J_OPEN_AI);
    }

    public boolean isOkHttp() {
        return kind.equals(OK_HTTP);
    }

    /** Whether server-sent events come with it: they were not released with 5.0.0. */
    public boolean hasEventSource() {
        return isOkHttp() && !folder.equals("okhttp-5.0.0");
    }

    /** The programs and the jars that they need. */
    public List<Path> classPath() {
        Stream<Path> programs = Stream.of(Path.of(System.getProperty("detour.programs")));
        if (folder.isEmpty()) {
            return programs.toList();
        }
        Path compiled = Path.of(System.getProperty("detour.sdkPrograms"), folder);
        return Stream.of(programs, Stream.of(compiled).filter(Files::isDirectory), jars())
                .flatMap(paths -> paths)
                .toList();
    }

    private Stream<Path> jars() {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("detour.clients"), folder))) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
