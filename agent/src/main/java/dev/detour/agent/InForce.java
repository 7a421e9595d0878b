package dev.detour.agent;

import dev.detour.call.Calls;
import dev.detour.config.ConfigWatch;
import dev.detour.config.Setting;
import dev.detour.telemetry.Gauges;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is in force now, for those who look in from outside. */
final class InForce implements Gauges {
    private final Calls calls;
    private final ConfigWatch watch;

    InForce(Calls calls, ConfigWatch watch) {
        this.calls = calls;
        this.watch = watch;
    }

    @Override
    public List<Budget> budgets() {
        return calls.budgetsLeft();
    }

    @Override
    public List<Breaker> breakers() {
        return calls.breakerStates();
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Setting setting : watch.current().settings()) {
            settings.put(setting.key(), setting.shown() + " (" + setting.origin() + ")");
        }
        return settings;
    }
}
