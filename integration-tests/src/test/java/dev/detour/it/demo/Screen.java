package dev.detour.it.demo;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the reader sees: at most {@link #WIDTH} columns, colours where it is a terminal, plain ASCII where the locale has
 * nothing else.
 */
final class Screen {
    static final int WIDTH = 100;

    /** Colours, by their numbers in ECMA-48. */
    enum Style {
        PLAIN(""),
        BOLD("1"),
        DIM("2"),
        GOOD("32"),
        BAD("31"),
        CODE("36");

        private final String number;

        Style(String number) {
            this.number = number;
        }
    }

    private final PrintStream out;
    private final boolean colours;
    private final boolean unicode;

    Screen(PrintStream out, boolean colours, boolean unicode) {
        this.out = out;
        this.colours = colours;
        this.unicode = unicode;
    }

    /** Standard output, as it is here. The build starts us with the console that is none without a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    static Screen ofProcess() {
        Charset charset = charset();
        boolean terminal = System.console() != null && !"dumb".equals(System.getenv("TERM"));
        return new Screen(
                new PrintStream(System.out, true, charset),
                terminal && System.getenv("NO_COLOR") == null,
                charset.name().equals("UTF-8"));
    }

    private static Charset charset() {
        String name = Stream.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("US-ASCII");
        return Charset.isSupported(name) ? Charset.forName(name) : Charset.forName("US-ASCII");
    }

    String tick() {
        return unicode ? "✓" : "+";
    }

    String cross() {
        return unicode ? "✗" : "x";
    }

    String arrow() {
        return unicode ? "←" : "<-";
    }

    String gap() {
        return unicode ? "…" : "...";
    }

    void empty() {
        out.println();
    }

    /** A step of the story, and on the right how it is done. */
    void heading(int number, String title, String aside) {
        empty();
        line().add(Style.BOLD, " " + number + "  " + title)
                .at(WIDTH - aside.length())
                .add(Style.CODE, aside)
                .end();
    }

    /** A text of several lines where it needs them, each from this column on. */
    void text(int column, Style style, String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (line.length() > 0 && column + line.length() + 1 + word.length() > WIDTH) {
                line().at(column).add(style, line.toString()).end();
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        line().at(column).add(style, line.toString()).end();
    }

    Line line() {
        return new Line();
    }

    /** One line, put together from the left. What does not fit is cut, and is seen to be. */
    final class Line {
        private final StringBuilder text = new StringBuilder();
        private int column;

        /** Goes on at a column, counted from 0; one space further where that is taken. */
        Line at(int wanted) {
            int spaces = column == 0 ? wanted : Math.max(1, wanted - column);
            return add(Style.PLAIN, " ".repeat(spaces));
        }

        Line add(Style style, String piece) {
            String fitting = fitting(piece);
            column += fitting.length();
            boolean coloured = colours && style != Style.PLAIN && !fitting.isBlank();
            text.append(coloured ? "\u001b[" + style.number + "m" + fitting + "\u001b[0m" : fitting);
            return this;
        }

        private String fitting(String piece) {
            int room = WIDTH - column;
            return piece.length() <= room
                    ? piece
                    : room < gap().length() ? "" : piece.substring(0, room - gap().length()) + gap();
        }

        void end() {
            out.println(text.toString().stripTrailing());
        }
    }
}
