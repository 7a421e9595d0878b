package dev.detour.config;

import dev.detour.config.Node.Mapping;
import dev.detour.config.Node.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lays variables and system properties over the file: a property wins over a variable, a variable over the file. One
 * that is empty counts as not set.
 */
final class Overrides {
    private static final String PROPERTY = "detour.";
    private static final String VARIABLE = "DETOUR_";
    /** Read before there is a configuration. */
    private static final Set<String> OTHERS = Set.of("config", "enabled", "strict");

    private Overrides() {}

    static Mapping over(Mapping root, Environment environment) {
        Mapping result = root;
        for (String key : Keys.SCALARS) {
            Scalar override = override(key, environment);
            if (override != null) {
                result = put(result, "", key, override);
            }
        }
        return result;
    }

    /** What looks like one of our variables or properties and is none, with what was probably meant. */
    static List<String> misspelt(Environment environment) {
        List<String> names = new ArrayList<>(Keys.SCALARS);
        names.addAll(OTHERS);
        List<String> found = new ArrayList<>();
        for (String given : environment.properties().keySet()) {
            String key = given.startsWith(PROPERTY) ? given.substring(PROPERTY.length()) : "";
            String meant = key.isEmpty() || names.contains(key) ? null : Texts.nearest(key, names);
            if (meant != null) {
                found.add(
                        "property " + Texts.shown(given) + " is none of ours; did you mean " + PROPERTY + meant + "?");
            }
        }
        List<String> variables = new ArrayList<>();
        for (String name : names) {
            variables.add(variable(name));
        }
        for (String given : environment.variables().keySet()) {
            String meant =
                    !given.startsWith(VARIABLE) || variables.contains(given) ? null : Texts.nearest(given, variables);
            if (meant != null) {
                found.add("variable " + Texts.shown(given) + " is none of ours; did you mean " + meant + "?");
            }
        }
        found.sort(null);
        return found;
    }

    static String variable(String key) {
        return VARIABLE + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static @Nullable Scalar override(String key, Environment environment) {
        String property = environment.properties().get(PROPERTY + key);
        if (property != null && !property.isBlank()) {
            return Scalar.of(Where.property(PROPERTY + key), property);
        }
        String name = variable(key);
        String value = environment.variables().get(name);
        return value == null || value.isBlank() ? null : Scalar.of(Where.variable(name), value);
    }

    /** Puts a value at a dotted key. Where one value stands on the way, it becomes the mapping that it stands for. */
    private static Mapping put(Mapping into, String parent, String key, Scalar value) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            return into.with(key, value);
        }
        String name = key.substring(0, dot);
        String full = parent + name;
        Node old = into.get(name);
        if (old instanceof Scalar && "off".equals(((Scalar) old).text())) {
            return into; // what is off has no details
        }
        Mapping inner = Mapping.empty(value.where());
        if (old instanceof Mapping) {
            inner = (Mapping) old;
        } else if (old instanceof Scalar && ((Scalar) old).text() != null && full.startsWith("telemetry.")) {
            inner = inner.with(Keys.principal(full), old);
        }
        return into.with(name, put(inner, full + ".", key.substring(dot + 1), value));
    }
}
