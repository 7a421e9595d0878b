package dev.detour.cli;

import dev.detour.screen.Paint;
import java.io.Console;
import picocli.CommandLine.Help.Ansi;

/** Where the commands print to. */
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

    /** Whether lines can be drawn over. */
    @SuppressWarnings("SystemConsoleNull") // the runtime may be older than 22
    static boolean isThere() {
        Console console = System.console();
        return console != null && isTerminal(console) && !"dumb".equals(System.getenv("TERM"));
    }

    /** From 22 on there is a console without a terminal too, and it says so. */
    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderThan22) {
            return true;
        }
    }

    /** The text in place of what was shown before. */
    static String inPlace(Iterable<String> lines, boolean first) {
        StringBuilder text = new StringBuilder(first ? CLEAR_SCREEN : "").append(HOME);
        for (String line : lines) {
            text.append(line).append(CLEAR_LINE_END).append(System.lineSeparator());
        }
        return text.append(CLEAR_BELOW).toString();
    }
}
