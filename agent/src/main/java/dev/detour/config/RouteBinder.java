package dev.detour.config;

import dev.detour.breaker.BreakerPolicy;
import dev.detour.call.PathRules;
import dev.detour.call.RouteRules;
import dev.detour.call.RouteRules.CallerRetries;
import dev.detour.config.Node.Mapping;
import dev.detour.config.Node.Scalar;
import dev.detour.exchange.Origin;
import dev.detour.route.Match;
import dev.detour.route.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads one route with its paths. */
final class RouteBinder {
    private final Binding binding;
    private final List<Mapping> defaults;
    private final Map<String, Where> names = new HashMap<>();

    /**
     * For all routes of a file.
     *
     * @param defaults what holds for each of them; at most one
     */
    RouteBinder(Binding binding, List<Mapping> defaults) {
        this.binding = binding;
        this.defaults = defaults;
    }

    /** The route; null where too much of it is missing, which then is told. */
    @Nullable
    BoundRoute bind(Mapping route) {
        Section unnamed = Section.of(binding, "", List.of(route)).only(Keys.ROUTE);
        binding.withoutRecording(() -> checkShared(binding, route));
        List<Match> matches = matches(unnamed, route);
        if (matches.isEmpty()) {
            return null;
        }
        String name = name(unnamed, route, matches);
        String prefix = "routes." + name + ".";
        recordMatches(prefix, route, matches);
        List<BoundPath> paths = paths(prefix, route, matches);
        Section section = Section.of(binding, prefix, layers(route));
        BreakerPolicy breaker =
                BreakerBinder.bind(section, paths.size() > 1 ? BreakerPolicy.defaults() : BreakerPolicy.off());
        warnOfLonelyBreaker(section, paths, breaker);
        RouteRules rules = RouteRules.of(
                Route.of(name, matches),
                rules(paths),
                RetryBinder.bind(section),
                breaker,
                section.value("caller-retries", CALLER_RETRIES, CallerRetries.AUTO),
                section.value("annotate", Forms.FLAG, true),
                section.value("provider", provider(binding)));
        return new BoundRoute(rules, route.where(), paths);
    }

    static final Form<CallerRetries> CALLER_RETRIES = new ChoiceForm<>(callerRetries());

    private static Map<String, CallerRetries> callerRetries() {
        Map<String, CallerRetries> words = new LinkedHashMap<>();
        words.put("auto", CallerRetries.AUTO);
        words.put("true", CallerRetries.YES);
        words.put("false", CallerRetries.NO);
        return words;
    }

    static Form<String> provider(Binding binding) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String name : new TreeSet<>(binding.vocabulary.providers())) {
            words.put(name, name);
        }
        if (words.isEmpty()) {
            return Forms.TEXT;
        }
        for (String name : binding.providers) {
            words.put(name, name);
        }
        words.put("none", "none");
        return new ChoiceForm<>(words);
    }

    /**
     * Checks the keys that a layer has of those that paths, routes and defaults share: what another layer covers is not
     * in force, and wrong all the same.
     */
    static void checkShared(Binding binding, Mapping layer) {
        Section section = Section.of(binding, "", List.of(layer));
        PathBinder.check(section);
        RetryBinder.bind(section);
        BreakerBinder.bind(section, BreakerPolicy.off());
        section.value("caller-retries", CALLER_RETRIES);
        section.value("annotate", Forms.FLAG);
        section.value("provider", provider(binding));
    }

    private List<Mapping> layers(Mapping... nearest) {
        List<Mapping> layers = new ArrayList<>(List.of(nearest));
        layers.addAll(defaults);
        return layers;
    }

    private List<Match> matches(Section section, Mapping route) {
        List<Match> matches = new ArrayList<>();
        boolean broken = false;
        for (Node item : section.items("match")) {
            Scalar scalar = section.scalar(item, "match");
            Match match = scalar == null ? null : section.read(scalar, "match", Urls.MATCH);
            broken |= match == null;
            if (match != null) {
                matches.add(match);
            }
        }
        if (matches.isEmpty() && !broken && !(section.find("match") instanceof Node.Broken)) {
            binding.faults.add(
                    route.where(),
                    "this route has no 'match'; say which calls it is for, as https://api.anthropic.com");
        }
        return matches;
    }

    private void recordMatches(String prefix, Mapping route, List<Match> matches) {
        List<String> shown = new ArrayList<>();
        for (Match match : matches) {
            shown.add(Urls.MATCH.show(match));
        }
        Node node = route.get("match");
        if (node != null) {
            binding.record(
                    prefix + "match",
                    Section.isSecret(node) ? Setting.SECRET : String.join(", ", shown),
                    node.where().origin());
        }
    }

    /** Where none is said, what it matches; where that is a secret, its place. */
    private String name(Section section, Mapping route, List<Match> matches) {
        Scalar said = section.scalar("name");
        String name = said == null ? null : section.read(said, "name", Forms.TEXT);
        Where where = said == null ? route.where() : said.where();
        if (name == null || (said != null && said.isSecret())) {
            Node match = route.get("match");
            boolean secret = match != null && Section.isSecret(match);
            name = secret ? "route in line " + route.where().line() : Urls.MATCH.show(matches.get(0));
        }
        Where first = names.putIfAbsent(name, where);
        if (first != null) {
            binding.faults.add(
                    where,
                    "two routes are named '" + Texts.shown(name) + "', the first in line " + first.line()
                            + "; give this one another 'name'");
        }
        return name;
    }

    private List<BoundPath> paths(String prefix, Mapping route, List<Match> matches) {
        List<BoundPath> paths = new ArrayList<>();
        PathBinder binder = new PathBinder(binding, matches, prefix + "to.", layers(route));
        List<Node> items = Section.of(binding, "", List.of(route)).items("to");
        for (Node item : items) {
            paths.addAll(binder.bind(asMapping(item)));
        }
        Node to = route.get("to");
        if (to == null) {
            paths.addAll(binder.bind(Mapping.empty(route.where())));
        } else if (items.isEmpty() && !(to instanceof Node.Broken)) {
            binding.faults.add(to.where(), "to: is empty; name a path, or leave the key out");
        }
        refuseSharedSecrets(route, paths);
        warnOfLastShare(paths);
        return paths;
    }

    private Mapping asMapping(Node item) {
        if (item instanceof Mapping) {
            return (Mapping) item;
        }
        if (item instanceof Scalar && ((Scalar) item).text() != null) {
            return Mapping.empty(item.where()).with("url", item);
        }
        if (!(item instanceof Node.Broken)) {
            binding.faults.add(item.where(), "to: a URL or a mapping with 'url' belongs here, not " + item.kind());
        }
        return Mapping.empty(item.where());
    }

    /** A secret that stands where it holds for several origins would be sent to each of them. */
    private void refuseSharedSecrets(Mapping route, List<BoundPath> paths) {
        Set<Set<Origin>> origins = new HashSet<>();
        boolean several = false;
        for (BoundPath path : paths) {
            origins.add(path.leadsTo());
            several |= path.leadsToMany();
        }
        if (several || origins.size() > 1) {
            for (Node secret : EditsBinder.secrets(Section.of(binding, "", List.of(route)))) {
                binding.faults.add(
                        secret.where(),
                        "a secret of a route whose paths lead to several origins; write it at the path it belongs to");
            }
        }
    }

    private void warnOfLastShare(List<BoundPath> paths) {
        BoundPath last = paths.isEmpty() ? null : paths.get(paths.size() - 1);
        if (last != null && !last.isRepetition() && last.rules().path().share() < 1) {
            binding.warn(last.where(), "share says where the other calls begin: with the next path, and there is none");
        }
    }

    private void warnOfLonelyBreaker(Section section, List<BoundPath> paths, BreakerPolicy breaker) {
        Node said = section.find("breaker");
        if (said != null && breaker.isOn() && paths.size() == 1) {
            binding.warn(
                    said.where(), "a breaker on a route with one path: while it is open, every call fails at once");
        }
    }

    private static List<PathRules> rules(List<BoundPath> paths) {
        List<PathRules> rules = new ArrayList<>();
        for (BoundPath path : paths) {
            rules.add(path.rules());
        }
        return rules;
    }
}
