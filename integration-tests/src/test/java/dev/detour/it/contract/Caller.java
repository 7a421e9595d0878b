package dev.detour.it.contract;

import dev.detour.it.children.Jdk;
import dev.detour.it.children.Jdks;
import dev.detour.it.children.Library;
import java.util.List;
import java.util.stream.Stream;

/** A subject and its way of calling: what the suite runs for. */
record Caller(Subject subject, String way) {
    private static final List<String> JDK_WAYS = List.of("send", "sendAsync", "stream");
    private static final List<String> OK_HTTP_WAYS = List.of("execute", "enqueue", "stream");

    static Stream<Caller> all() {
        return Jdks.chosen().stream().flatMap(jdk -> Library.all().stream().flatMap(library -> of(jdk, library)));
    }

    private static Stream<Caller> of(Jdk jdk, Library library) {
        List<String> ways = library.isOkHttp() ? OK_HTTP_WAYS : JDK_WAYS;
        return Stream.of(Subject.Entry.START, Subject.Entry.ATTACHED)
                .map(entry -> new Subject(jdk, library, entry))
                .flatMap(subject -> ways.stream().map(way -> new Caller(subject, way)));
    }

    @Override
    public String toString() {
        return subject + ", " + way;
    }
}
