package dev.detour.it.demo;

import dev.detour.it.programs.Fields;
import org.jspecify.annotations.Nullable;

/** What a program got of its call. */
record Reply(Fields seen) {
    /** The text that the model answered; empty where there was none. */
    String text() {
        return seen.get("body", "");
    }

    boolean failed() {
        return seen.get("exception.0") != null;
    }

    /** The exception's class and its first cause with its message; what stands between them is seen to be left out. */
    String failure(String arrow, String gap) {
        int last = length() - 1;
        String cause = type(last) + (message(last) == null ? "" : ": " + message(last));
        if (last == 0) {
            return cause;
        }
        return type(0) + " " + arrow + " " + (last > 1 ? gap + " " + arrow + " " : "") + cause;
    }

    /** The simple name of the class that it all began with. */
    String firstCause() {
        return type(length() - 1);
    }

    private int length() {
        int length = 0;
        while (seen.get("exception." + length) != null) {
            length++;
        }
        return length;
    }

    private String type(int depth) {
        String name = seen.require("exception." + depth);
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    private @Nullable String message(int depth) {
        return seen.get("message." + depth);
    }

    /** In short, for a message. */
    @Override
    public String toString() {
        return failed() ? failure("<-", "...") : '"' + text() + '"';
    }
}
