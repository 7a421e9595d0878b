package dev.detour.telemetry;

import java.util.List;
import java.util.Map;

/** Gauges that come later, and change with the configuration. For any thread. */
final class Watched implements Gauges {
    private volatile Gauges gauges = Gauges.NONE;

    void watch(Gauges others) {
        gauges = others;
    }

    @Override
    public List<Budget> budgets() {
        return gauges.budgets();
    }

    @Override
    public List<Breaker> breakers() {
        return gauges.breakers();
    }

    @Override
    public Map<String, String> settings() {
        return gauges.settings();
    }
}
