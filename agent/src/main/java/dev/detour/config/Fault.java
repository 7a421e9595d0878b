package dev.detour.config;

import java.util.Comparator;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One thing that is wrong in the configuration, in one line without secrets. */
public final class Fault {
    static final Comparator<Fault> BY_PLACE = Comparator.comparingInt((Fault fault) -> fault.where.line())
            .thenComparingInt(fault -> fault.where.column());

    /** How each message ends that has a suggestion. */
    private static final Pattern MEANT = Pattern.compile("; did you mean '(.*)'\\?$");

    private final Where where;
    private final String message;

    Fault(Where where, String message) {
        this.where = where;
        this.message = message;
    }

    /** {@code file:line:column}, or the variable or property. */
    public String where() {
        return where.toString();
    }

    Where place() {
        return where;
    }

    /** What is wrong, what was probably meant, what to do. */
    public String message() {
        return message;
    }

    /** What was probably meant; null where nobody knows. */
    public @Nullable String suggestion() {
        Matcher meant = MEANT.matcher(message);
        return meant.find() ? meant.group(1) : null;
    }

    /** Counts from 1; 0 where it stands in no file. */
    public int line() {
        return where.line();
    }

    /** Likewise. */
    public int column() {
        return where.column();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fault && toString().equals(other.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(where.toString(), message);
    }

    @Override
    public String toString() {
        return where + ": " + message;
    }
}
