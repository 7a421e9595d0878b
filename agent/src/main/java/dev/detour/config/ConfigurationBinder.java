package dev.detour.config;

import dev.detour.call.RouteRules;
import dev.detour.call.Rules;
import dev.detour.config.Node.Mapping;
import dev.detour.config.Node.Scalar;
import dev.detour.failure.Providers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** From the whole tree to the whole configuration. */
final class ConfigurationBinder {
    private static final Form<Boolean> OBSERVES = new ChoiceForm<>(modes());
    static final Duration RELOAD = Duration.ofSeconds(5);

    private final Binding binding;
    private final Section root;

    ConfigurationBinder(Binding binding, Mapping root) {
        this.binding = binding;
        this.root = Section.of(binding, "", List.of(root)).only(Keys.ROOT);
    }

    /**
     * The configuration; meaningless where there are faults.
     *
     * @param environmentByDefault whether the environment counts where nothing is said
     */
    Configuration bind(boolean environmentByDefault) {
        boolean observes = root.value("mode", OBSERVES, false);
        String service = new ServiceName(binding.environment).orSaid(root);
        boolean environment = root.value("environment", Forms.FLAG, environmentByDefault);
        Set<String> headers = new LinkedHashSet<>(Rules.CREDENTIAL_HEADERS);
        headers.addAll(names("credential-headers", Set.of(), true));
        Set<String> query = names("credential-query", Rules.CREDENTIAL_QUERY, false);
        Duration reload = reload();
        Providers providers = root.has("providers") ? new ProvidersBinder(root).bind() : Providers.KNOWN;
        Configuration configuration = Configuration.of(
                Rules.of(routes(environment), observes, headers, query, providers),
                new TelemetryBinder(root).bind(service),
                reload);
        for (String misspelt : Overrides.misspelt(binding.environment)) {
            binding.warn(misspelt);
        }
        return configuration;
    }

    Duration reload() {
        return root.value("reload", Forms.DURATION, RELOAD);
    }

    private static Map<String, Boolean> modes() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("act", false);
        words.put("observe", true);
        return words;
    }

    /** A list of names, or one value with commas, as a variable has it. */
    private Set<String> names(String key, Set<String> fallback, boolean headers) {
        if (!root.has(key)) {
            root.record(key, fallback.isEmpty() ? "none" : String.join(", ", sorted(fallback)), Setting.DEFAULT);
            return fallback;
        }
        Set<String> names = new LinkedHashSet<>();
        for (Node item : root.items(key)) {
            Scalar scalar = root.scalar(item, key);
            String text = scalar == null ? null : root.read(scalar, key, Forms.TEXT);
            for (String part : text == null ? new String[0] : text.split(",", -1)) {
                String name = headers ? part.trim().toLowerCase(Locale.ROOT) : part.trim();
                if (headers && !HeaderRules.isName(name)) {
                    root.fault(item, key, HeaderRules.noName(name));
                } else if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        }
        Node node = root.find(key);
        if (node != null) {
            String shown = names.isEmpty() ? "none" : String.join(", ", names);
            root.record(
                    key,
                    Section.isSecret(node) ? Setting.SECRET : shown,
                    node.where().origin());
        }
        return names;
    }

    private static List<String> sorted(Set<String> names) {
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(null);
        return sorted;
    }

    private List<RouteRules> routes(boolean environment) {
        List<Mapping> defaults = defaults();
        for (Mapping layer : defaults) {
            Section.of(binding, "", List.of(layer)).only(Keys.SHARED);
            binding.withoutRecording(() -> RouteBinder.checkShared(binding, layer));
        }
        RouteBinder binder = new RouteBinder(binding, defaults);
        List<BoundRoute> routes = new ArrayList<>();
        for (Node item : root.items("routes")) {
            if (item instanceof Mapping) {
                BoundRoute route = binder.bind((Mapping) item);
                if (route != null) {
                    routes.add(route);
                }
            } else if (!(item instanceof Node.Broken)) {
                binding.faults.add(item.where(), "routes: a mapping with 'match' belongs here, not " + item.kind());
            }
        }
        refuseSharedSecrets(defaults, routes);
        if (environment) {
            new EnvironmentRoutes(binding).addTo(routes);
        }
        for (String oddity : Oddities.of(routes)) {
            binding.warn(oddity);
        }
        List<RouteRules> rules = new ArrayList<>();
        for (BoundRoute route : routes) {
            rules.add(route.rules());
        }
        return rules;
    }

    private List<Mapping> defaults() {
        root.group("defaults");
        Node node = root.find("defaults");
        return node instanceof Mapping ? List.of((Mapping) node) : List.of();
    }

    private void refuseSharedSecrets(List<Mapping> defaults, List<BoundRoute> routes) {
        Set<Object> origins = new LinkedHashSet<>();
        boolean many = false;
        for (BoundRoute route : routes) {
            for (BoundPath path : route.paths()) {
                origins.addAll(path.leadsTo());
                many |= path.leadsToMany();
            }
        }
        if (many || origins.size() > 1) {
            for (Node secret : EditsBinder.secrets(Section.of(binding, "", defaults))) {
                binding.faults.add(
                        secret.where(),
                        "a secret for every route, and they lead to several origins; write it at the path it belongs"
                                + " to");
            }
        }
    }
}
