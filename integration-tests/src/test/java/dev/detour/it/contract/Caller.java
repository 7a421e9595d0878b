package dev.detour.it.contract;

import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import dev.detour.it.children.Matrix;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A subject and its way of calling: what the suite runs for.
 *
 * <p>In the matrix, every library in every way, there from the start and attached. Else, from the start, java.net.http,
 * the OkHttp of the vendors' SDKs and the newest in every way, and each other OkHttp in one, another one each: the ways
 * meet the same code of ours whatever the version. Attached, java.net.http and the oldest and the newest OkHttp, in the
 * way that waits for nothing: what is attached differs in how the classes were changed and in clients that are older than
 * the agent, not in the ways.
 */
record Caller(Subject subject, String way) {
    private static final List<String> JDK_WAYS = List.of("send", "sendAsync", "stream");
    private static final List<String> OK_HTTP_WAYS = List.of("execute", "enqueue", "stream");
    private static final List<Library> TELLING =
            List.of(Library.JDK, Library.okHttp("3.12.13"), Library.okHttp("5.5.1"));
    private static final Map<Library, String> IN_ONE_WAY = Map.of(
            Library.okHttp("3.12.13"),
            "execute",
            Library.okHttp("3.14.9"),
            "enqueue",
            Library.okHttp("5.0.0"),
            "stream");

    static Stream<Caller> all() {
        return Jdks.chosen().stream().flatMap(jdk -> Library.all().stream().flatMap(library -> of(jdk, library)));
    }

    /**
     * For parts that wait for real time limits, or whose code is the same for every way: by default each way of
     * java.net.http, and one each of the oldest OkHttp and the newest.
     */
    static Stream<Caller> telling() {
        if (Matrix.isOn()) {
            return all();
        }
        return Jdks.chosen().stream()
                .flatMap(jdk -> Stream.concat(
                        of(new Subject(jdk, Library.JDK, Subject.Entry.START), JDK_WAYS),
                        Stream.of(
                                new Caller(new Subject(jdk, Library.okHttp("3.12.13"), Subject.Entry.START), "enqueue"),
                                new Caller(new Subject(jdk, Library.okHttp("5.5.1"), Subject.Entry.START), "stream"))));
    }

    private static Stream<Caller> of(Jdk jdk, Library library) {
        List<String> ways = library.isOkHttp() ? OK_HTTP_WAYS : JDK_WAYS;
        List<String> attached = Matrix.isOn() ? ways : TELLING.contains(library) ? List.of(ways.get(1)) : List.of();
        return Stream.concat(
                of(new Subject(jdk, library, Subject.Entry.START), Matrix.isOn() ? ways : started(library, ways)),
                of(new Subject(jdk, library, Subject.Entry.ATTACHED), attached));
    }

    private static List<String> started(Library library, List<String> ways) {
        String way = IN_ONE_WAY.get(library);
        return way == null ? ways : List.of(way);
    }

    private static Stream<Caller> of(Subject subject, List<String> ways) {
        return ways.stream().map(way -> new Caller(subject, way));
    }

    @Override
    public String toString() {
        return subject + ", " + way;
    }
}
