package dev.detour.cli;

import dev.detour.screen.Paint;
import java.io.Console;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Where the commands print to, and the person in front of it, if there is one. */
final class Terminal {
    /** To the upper left. */
    private static final String HOME = "\u001b[H";

    private static final String CLEAR_SCREEN = "\u001b[2J";
    private static final String CLEAR_LINE_END = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private Terminal() {}

    /** Colours only on a terminal, and none where {@code NO_COLOR} says so: as picocli has it for the help. */
    static Paint paint() {
        return Ansi.AUTO.enabled() ? Paint.COLOURS : Paint.NONE;
    }

    static boolean isThere() {
        return console() != null;
    }

    /** Whether lines can be drawn over. */
    static boolean canDraw() {
        return isThere() && !"dumb".equals(System.getenv("TERM"));
    }

    /** What is typed, without the line's end; null where nobody is there, or the input has ended. */
    static @Nullable String ask(String question) {
        Console console = console();
        return console == null ? null : console.readLine("%s", question);
    }

    /** The text in place of what was shown before. */
    static String inPlace(Iterable<String> lines, boolean first) {
        StringBuilder text = new StringBuilder(first ? CLEAR_SCREEN : "").append(HOME);
        for (String line : lines) {
            text.append(line).append(CLEAR_LINE_END).append(System.lineSeparator());
        }
        return text.append(CLEAR_BELOW).toString();
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
        } catch (ReflectiveOperationException olderThan22) {
            return console;
        }
    }
}
