package dev.detour.it.faults;

import dev.detour.it.children.Jdk;
import dev.detour.it.children.Library;
import java.util.List;
import java.util.stream.Stream;

/** How much of the table is run: all of it in the matrix, else a slice that fits into every build. */
final class Scope {
    private static final boolean MATRIX = Boolean.getBoolean("detour.matrix");

    private Scope() {}

    /** Whether it is all of it. */
    static boolean isWhole() {
        return MATRIX;
    }

    static List<Library> libraries() {
        return MATRIX ? Library.all() : List.of(Library.JDK, Library.okHttp("4.12.0"));
    }

    /** In the slice each fault has one way; which one goes round, so that all ways are there. */
    static List<Cell> cells(List<Fault> faults, Library library, Jdk jdk) {
        return faults.stream()
                .filter(fault -> fault.concerns(library, jdk))
                .flatMap(fault -> ways(fault, faults.indexOf(fault), library).map(way -> new Cell(fault, way)))
                .toList();
    }

    private static Stream<Way> ways(Fault fault, int index, Library library) {
        List<Way> ways = Stream.of(Way.values())
                .filter(way -> fault.concerns(library, way))
                .toList();
        return MATRIX ? ways.stream() : Stream.of(ways.get(index % ways.size()));
    }
}
