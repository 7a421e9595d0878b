package dev.detour.telemetry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.management.openmbean.SimpleType;

/** What stands in each MBean. */
final class BeanContents {
    private static final List<Event.Key> OF_A_FAILURE = List.of(
            Event.Key.KIND,
            Event.Key.STATUS,
            Event.Key.URL,
            Event.Key.ROUTE,
            Event.Key.PATH,
            Event.Key.TARGET,
            Event.Key.ATTEMPT,
            Event.Key.DECISION,
            Event.Key.REASON,
            Event.Key.EXCEPTION,
            Event.Key.MESSAGE,
            Event.Key.HINT);

    private BeanContents() {}

    static Bean calls(Tally tally) {
        Bean bean = new Bean("What has become of calls so far");
        for (Tally.Count count : Tally.Count.values()) {
            bean.with(attribute(count), count.description(), SimpleType.LONG, () -> tally.of(count));
        }
        return bean;
    }

    /** {@code CALLS_FAILED} is {@code CallsFailed}. */
    private static String attribute(Tally.Count count) {
        return Arrays.stream(count.name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    static Bean failures(Tally tally) {
        Table byCode = new Table("FailuresByCode", List.of("code", "count"));
        List<String> columns = OF_A_FAILURE.stream().map(Event.Key::code).collect(Collectors.toList());
        columns.add(0, "time");
        columns.add(1, "event");
        Table last = new Table("LastFailures", columns);
        return new Bean("What has failed")
                .with("ByCode", "How often each code was the reason", byCode.type(), counts(byCode, tally))
                .with("Last", "The last " + Tally.MOST_FAILURES + ", oldest first", last.type(), rows(last, tally));
    }

    private static Supplier<?> counts(Table table, Tally tally) {
        return () -> table.of(tally.byKind().entrySet().stream()
                .map(entry -> List.of(entry.getKey(), entry.getValue().toString()))
                .collect(Collectors.toList()));
    }

    private static Supplier<?> rows(Table table, Tally tally) {
        return () ->
                table.of(tally.lastFailures().stream().map(BeanContents::row).collect(Collectors.toList()));
    }

    private static List<String> row(Event event) {
        List<String> row = OF_A_FAILURE.stream()
                .map(key -> {
                    Object value = event.values().get(key);
                    return value == null ? "" : value.toString();
                })
                .collect(Collectors.toList());
        row.add(0, event.time().toString());
        row.add(1, event.name().code());
        return row;
    }

    static Bean breakers(Gauges gauges) {
        Table breakers = new Table("Breakers", List.of("route", "path", "origin", "state"));
        Table budgets = new Table("RetryBudgets", List.of("origin", "left"));
        return new Bean("Which paths get calls, and what is left for retries")
                .with(
                        "Breakers",
                        "Each breaker with its state",
                        breakers.type(),
                        () -> breakers.of(gauges.breakers().stream()
                                .map(one -> List.of(
                                        one.route(),
                                        one.path(),
                                        one.origin(),
                                        one.state().name().toLowerCase(Locale.ROOT)))
                                .collect(Collectors.toList())))
                .with(
                        "RetryBudgets",
                        "Tokens that are left, by origin: a retry takes one",
                        budgets.type(),
                        () -> budgets.of(gauges.budgets().stream()
                                .map(one -> List.of(one.origin(), String.format(Locale.ROOT, "%.1f", one.left())))
                                .collect(Collectors.toList())));
    }

    static Bean configuration(Gauges gauges, String version) {
        Table settings = new Table("Settings", List.of("key", "value"));
        return new Bean("The configuration in force")
                .with("Version", "The agent's version", SimpleType.STRING, () -> version)
                .with(
                        "Settings",
                        "Each key with its value and where that came from; secrets are not shown",
                        settings.type(),
                        () -> settings.of(gauges.settings().entrySet().stream()
                                .map(entry -> List.of(entry.getKey(), entry.getValue()))
                                .collect(Collectors.toList())));
    }
}
