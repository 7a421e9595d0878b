package dev.detour.it.benchmark;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One quantity, measured without and with something in between.
 *
 * @param name what it is, and its key in JSON
 * @param unit as it stands behind the number
 * @param decimals that are told
 * @param without median of the rounds
 * @param with likewise
 * @param cost of the rounds' differences, in which slow drift cancels out
 * @param budget how large the cost may be; {@link #NONE} where nothing is said
 */
record Measure(String name, String unit, int decimals, double without, double with, Interval cost, double budget) {
    static final double NONE = Double.POSITIVE_INFINITY;

    /** The same quantity, measured several times: what differs from one to the next is in its interval, too. */
    static Measure around(List<Measure> measures) {
        Measure first = measures.get(0);
        return new Measure(
                first.name,
                first.unit,
                first.decimals,
                median(measures, Measure::without),
                median(measures, Measure::with),
                Interval.around(measures.stream().map(Measure::cost).toList()),
                first.budget);
    }

    private static double median(List<Measure> measures, ToDoubleFunction<Measure> part) {
        return Interval.of(measures.stream().mapToDouble(part).toArray()).middle();
    }

    /** The same, over so much more. */
    Measure beyond(double more) {
        return new Measure(name, unit, decimals, without + more, with, cost.minus(more), budget);
    }

    boolean hasBudget() {
        return budget < NONE;
    }

    Verdict verdict() {
        return hasBudget() ? cost.against(budget) : Verdict.NO_BUDGET;
    }

    /** What is left of the budget; negative where it is not met. */
    double margin() {
        return budget - cost.middle();
    }

    String number(double value) {
        return String.format(Locale.ROOT, "%,." + decimals + "f %s", value, unit);
    }

    /** With the interval. */
    String costInWords() {
        String form = "%+,." + decimals + "f";
        return String.format(
                Locale.ROOT, form + " %s (" + form + " to " + form + ")", cost.middle(), unit, cost.low(), cost.high());
    }

    void write(JsonGenerator out) throws IOException {
        out.writeObjectFieldStart(name);
        out.writeStringField("unit", unit);
        out.writeNumberField("without", without);
        out.writeNumberField("with", with);
        out.writeNumberField("cost", cost.middle());
        out.writeNumberField("cost_low", cost.low());
        out.writeNumberField("cost_high", cost.high());
        if (hasBudget()) {
            out.writeNumberField("budget", budget);
            out.writeNumberField("margin", margin());
        }
        out.writeStringField("verdict", verdict().title);
        out.writeEndObject();
    }
}
