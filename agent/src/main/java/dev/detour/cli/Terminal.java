package dev.detour.cli;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** The person in front of the screen, if there is one. */
final class Terminal {
    private Terminal() {}

    static boolean isThere() {
        return console() != null;
    }

    /** What is typed, without the line's end; null where nobody is there, or the input has ended. */
    static @Nullable String ask(String question) {
        Console console = console();
        return console == null ? null : console.readLine("%s", question);
    }

    /** From Java 22 on there is a console without a terminal too, and a method that tells (JLine is its default). */
    @SuppressWarnings("SystemConsoleNull") // on what is older, null is how it tells
    private static @Nullable Console console() {
        Console console = System.console();
        if (console == null) {
            return null;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console) ? console : null;
        } catch (ReflectiveOperationException beforeJava22) {
            return console;
        }
    }
}
