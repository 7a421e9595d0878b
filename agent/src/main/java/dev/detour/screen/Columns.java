package dev.detour.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rows of cells that begin at the same columns, whatever colours they have. */
public final class Columns {
    private static final String GAP = "  ";

    private final String indent;
    private final List<List<Cell>> rows = new ArrayList<>();
    private @Nullable List<Cell> row;

    /** All rows begin with this. */
    public Columns(String indent) {
        this.indent = indent;
    }

    public Columns row() {
        row = new ArrayList<>();
        rows.add(row);
        return this;
    }

    public Columns cell(String text) {
        return cell(text, UnaryOperator.identity());
    }

    /** A cell that is painted, once its width is known. */
    public Columns cell(String text, UnaryOperator<String> paint) {
        List<Cell> current = row;
        if (current == null) {
            throw new IllegalStateException("no row has begun");
        }
        current.add(new Cell(plain(text), paint));
        return this;
    }

    /** Nobody draws on a terminal by the text of an exception, a name or a URL. */
    public static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /** A line for each row. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (List<Cell> cells : rows) {
            StringBuilder line = new StringBuilder(indent);
            int spaces = 0;
            for (int i = 0; i < cells.size(); i++) {
                Cell cell = cells.get(i);
                if (!cell.text.isEmpty()) {
                    line.append(" ".repeat(spaces)).append(cell.paint.apply(cell.text));
                    spaces = 0;
                }
                spaces += width(i) - cell.text.length() + GAP.length();
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private int width(int column) {
        return rows.stream()
                .filter(cells -> cells.size() > column)
                .mapToInt(cells -> cells.get(column).text.length())
                .max()
                .orElse(0);
    }

    private static final class Cell {
        private final String text;
        private final UnaryOperator<String> paint;

        Cell(String text, UnaryOperator<String> paint) {
            this.text = text;
            this.paint = paint;
        }
    }
}
