package dev.detour.call;

import java.util.Locale;
import java.util.Map;

/**
 * The load on the origin over time, as a picture that is the same byte by byte for the same figures: that of a library
 * would depend on the fonts of the machine that draws it.
 */
final class OutagePicture {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 340;
    private static final int LEFT = 60;
    private static final int RIGHT = 20;
    private static final int TOP = 60;
    private static final int BOTTOM = 50;
    private static final int SECONDS = 150;
    private static final double MOST = 3.2;

    private final StringBuilder svg = new StringBuilder();

    private OutagePicture() {}

    static String of(Map<SimulatedPolicy, OutageFigures> figures) {
        OutagePicture picture = new OutagePicture();
        picture.draw(figures);
        return picture.svg.toString();
    }

    private void draw(Map<SimulatedPolicy, OutageFigures> figures) {
        OutageFigures any = figures.values().iterator().next();
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"13\" role=\"img\" aria-label=\"Load on an origin before, in and after an"
                        + " outage\">",
                WIDTH, HEIGHT);
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
        add(
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#f6dcdc\"/>",
                x(any.outageFrom()), TOP, x(any.outageTo()) - x(any.outageFrom()), HEIGHT - TOP - BOTTOM);
        text(x(any.outageFrom()) + 6, TOP + 16, "start", "#884444", "origin down");
        grid();
        int legend = LEFT;
        for (Map.Entry<SimulatedPolicy, OutageFigures> entry : figures.entrySet()) {
            line(entry.getKey().colour(), entry.getValue());
            legend = legend(legend, entry.getKey());
        }
        text(LEFT, 20, "start", "#222222", "Sends a second of 10,000 JVMs, as a multiple of their calls");
        text(WIDTH - RIGHT, HEIGHT - 12, "end", "#222222", "seconds");
        add("</svg>");
    }

    private void grid() {
        for (int load = 0; load <= 3; load++) {
            add(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#cccccc\"/>",
                    LEFT, y(load), WIDTH - RIGHT, y(load));
            text(LEFT - 10, y(load) + 4, "end", "#222222", load + "×");
        }
        for (int second = 0; second <= SECONDS; second += 30) {
            text(x(second), HEIGHT - BOTTOM + 20, "middle", "#222222", String.valueOf(second));
        }
    }

    private void line(String colour, OutageFigures figures) {
        StringBuilder points = new StringBuilder();
        for (int second = 0; second < SECONDS; second++) {
            points.append(String.format(
                    Locale.ROOT, "%.1f,%.1f ", x(second + 0.5), y(figures.sends()[second] / figures.usual())));
        }
        add(
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>",
                colour, points.toString().trim());
    }

    private int legend(int x, SimulatedPolicy policy) {
        add("<rect x=\"%d\" y=\"34\" width=\"14\" height=\"4\" fill=\"%s\"/>", x, policy.colour());
        text(x + 20, 40, "start", "#222222", policy.label());
        return x + 130;
    }

    private void text(double x, double y, String anchor, String colour, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>", x, y, anchor, colour, text);
    }

    private static double x(double second) {
        return LEFT + second / SECONDS * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double load) {
        return HEIGHT - BOTTOM - load / MOST * (HEIGHT - TOP - BOTTOM);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
