package dev.detour.status;

import dev.detour.call.Calls;
import dev.detour.call.PathRules;
import dev.detour.call.RouteRules;
import dev.detour.config.Configuration;
import dev.detour.config.Fault;
import dev.detour.config.Loaded;
import dev.detour.config.ServiceName;
import dev.detour.config.Setting;
import dev.detour.json.Json;
import dev.detour.telemetry.Event;
import dev.detour.telemetry.Gauges;
import dev.detour.telemetry.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the agent answers when it is asked how it is: one JSON document. Nothing in it is a secret: values of the
 * configuration are as {@code check} shows them, failures as the events file has them.
 */
public final class StatusDocument {
    /** What the agent is at. */
    public enum State {
        /** It changes what it was told to change. */
        OPEN,
        /** No class of interest has been loaded: nothing is read yet. */
        WAITING,
        /** Its configuration has been wrong from the start. */
        UNCONFIGURED,
        /** It could not be opened. */
        FAILED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<String, @Nullable Object> document = new LinkedHashMap<>();

    private StatusDocument() {}

    /**
     * The head of it.
     *
     * @param options of the command, with what the entry adds to them
     */
    public static StatusDocument of(State state, Map<String, String> options, String version) {
        StatusDocument status = new StatusDocument();
        status.document.put("state", state.code());
        status.document.put("version", version);
        status.document.put("program", ServiceName.main(property("sun.java.command")));
        status.document.put("java", property("java.version"));
        status.document.put("attached", Boolean.valueOf(options.get("attached")));
        String since = options.get("since");
        if (since != null) {
            status.document.put(
                    "since", Instant.ofEpochMilli(Long.parseLong(since)).toString());
        }
        String failure = options.get("failure");
        if (failure != null) {
            status.document.put("failure", failure);
        }
        return status;
    }

    private static @Nullable String property(String name) {
        try {
            return System.getProperty(name);
        } catch (SecurityException forbidden) {
            return null;
        }
    }

    /**
     * The configuration in force, or the one that never was.
     *
     * @param rejected what is wrong with the files as they are now; null: nothing
     */
    public StatusDocument configuration(Loaded loaded, Instant read, @Nullable Loaded rejected, Instant at) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("source", loaded.source().toString());
        Configuration configuration = loaded.configuration();
        if (configuration != null) {
            shown.put("read", read.toString());
            shown.put("mode", configuration.rules().observesOnly() ? "observe" : "act");
            shown.put("warnings", loaded.warnings());
            shown.put("left_out", loaded.leftOut());
        }
        if (rejected != null) {
            List<String> faults =
                    rejected.faults().stream().map(Fault::toString).collect(Collectors.toList());
            shown.put("rejected", Map.of("time", at.toString(), "faults", faults));
        }
        document.put("configuration", shown);
        return this;
    }

    /** Its routes, with what stands on their paths. */
    public StatusDocument routes(Loaded loaded, Calls calls) {
        Map<String, String> shown = new HashMap<>();
        for (Setting setting : loaded.settings()) {
            shown.put(setting.key(), setting.shown());
        }
        List<Gauges.Breaker> breakers = calls.breakerStates();
        List<Object> routes = new ArrayList<>();
        for (RouteRules route : calls.rules().routes()) {
            String name = route.route().name();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("name", name);
            row.put("match", shown.getOrDefault("routes." + name + ".match", name));
            row.put(
                    "paths",
                    route.paths().stream()
                            .map(path -> path(route, path, shown, breakers))
                            .collect(Collectors.toList()));
            routes.add(row);
        }
        document.put("routes", routes);
        document.put(
                "retry_budgets",
                calls.budgetsLeft().stream()
                        .map(budget -> Map.of("origin", budget.origin(), "left", Math.floor(budget.left() * 10) / 10))
                        .collect(Collectors.toList()));
        return this;
    }

    private static Map<String, Object> path(
            RouteRules route, PathRules rules, Map<String, String> shown, List<Gauges.Breaker> breakers) {
        String name = rules.path().name();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        // A path of which there are several, one for each proxy, is shown under its own name without the number.
        String key = "routes." + route.route().name() + ".to.";
        String url = shown.get(key + name + ".url");
        row.put("url", url == null ? shown.getOrDefault(key + unnumbered(name) + ".url", "") : url);
        if (rules.path().share() < 1) {
            row.put("share", rules.path().share());
        }
        if (route.breakerOf(rules).isOn()) {
            row.put("breaker", worst(route.route().name(), name, breakers));
        }
        return row;
    }

    private static String unnumbered(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    /** A path may lead to several origins, each with a breaker of its own. */
    private static String worst(String route, String path, List<Gauges.Breaker> breakers) {
        Gauges.State worst = Gauges.State.CLOSED;
        for (Gauges.Breaker breaker : breakers) {
            if (breaker.route().equals(route)
                    && breaker.path().equals(path)
                    && breaker.state().compareTo(worst) > 0) {
                worst = breaker.state();
            }
        }
        return worst.name().toLowerCase(Locale.ROOT);
    }

    public StatusDocument totals(Totals totals) {
        document.put("counts", totals.counts());
        document.put("failures_by_code", totals.byKind());
        document.put(
                "last_failures",
                totals.lastFailures().stream().map(StatusDocument::failure).collect(Collectors.toList()));
        return this;
    }

    private static Map<String, Object> failure(Event event) {
        Map<String, Object> failure = new LinkedHashMap<>();
        failure.put("time", event.time().toString());
        failure.put("event", event.name().code());
        event.values().forEach((key, value) -> failure.put(key.code(), value));
        return failure;
    }

    /**
     * The HTTP clients of this JVM.
     *
     * @param refused the loaders of clients that could not be changed
     */
    public StatusDocument clients(Class<?>[] loaded, Set<ClassLoader> refused) {
        document.put("clients", HttpClients.among(loaded, refused).document());
        return this;
    }

    /** In one line. */
    public String json() {
        return Json.line(document);
    }
}
