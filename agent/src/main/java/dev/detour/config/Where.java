package dev.detour.config;

import org.jspecify.annotations.Nullable;

/** Where a value stands: in the file, in a variable or in a system property. */
final class Where {
    private final String name;
    private final int line;
    private final int column;
    private final @Nullable String file;

    private Where(String name, @Nullable String file, int line, int column) {
        this.name = name;
        this.file = file;
        this.line = line;
        this.column = column;
    }

    /** A place in a file; lines and columns count from 1. */
    static Where file(String file, int line, int column) {
        return new Where(file, file, line, column);
    }

    static Where variable(String name) {
        return new Where("variable " + name, null, 0, 0);
    }

    static Where property(String name) {
        return new Where("property " + name, null, 0, 0);
    }

    /** Whether file names here are relative to the configuration file. */
    boolean isInFile() {
        return file != null;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    /** For values in force: without the column. */
    String origin() {
        return file == null ? name : name + ":" + line;
    }

    /** For faults: {@code file:line:column}, as editors and terminals make it a link. */
    @Override
    public String toString() {
        return file == null ? name : name + ":" + line + ":" + column;
    }
}
