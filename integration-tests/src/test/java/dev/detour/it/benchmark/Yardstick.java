package dev.detour.it.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A budget of time is what a caller may take itself, who runs next to no code: between two waits that shows as nearly
 * twice as much, whatever takes it. So calls with the agent are held against such calls without it, and may not cost
 * more. Some waits hide what the caller takes, so that its calls show as cheaper than they are: there the budget is
 * added to the calls of nobody.
 *
 * @param rounds what a call cost where nobody is at the hooks, where the caller takes the budget, and with the agent
 * @param budget in microseconds
 */
record Yardstick(List<List<Cost>> rounds, double budget) {
    /** What the agent's calls cost over those that are allowed. */
    Measure measure(String name, ToDoubleFunction<Cost> part, double most) {
        double shown = between(0, 1, name, part, most).cost().middle();
        return shown < budget ? between(0, 2, name, part, most).beyond(budget) : between(1, 2, name, part, most);
    }

    private Measure between(int without, int with, String name, ToDoubleFunction<Cost> part, double most) {
        return Pairs.of(rounds, without, with).measure(name, "µs", 1, part, most);
    }
}
