package dev.detour.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The keys that there are. The one table of them: checks, hints, variables and properties follow from it. */
final class Keys {
    static final Keys TELEMETRY =
            new Keys("'telemetry'", "log", "slow", "events", "prometheus", "otlp", "jmx", "jfr", "bodies");
    static final Keys EVENTS = new Keys("'telemetry.events'", "file", "max-size", "keep");
    static final Keys OTLP = new Keys("'telemetry.otlp'", "endpoint", "headers");
    static final Keys TIMEOUTS = new Keys("'timeouts'", "connect", "first-byte", "idle", "total");
    static final Keys RETRY = new Keys("'retry'", "attempts", "backoff", "retry-after", "unsafe", "on", "budget");
    static final Keys BREAKER = new Keys("'breaker'", "failures", "open");
    static final Keys DNS = new Keys("'dns'", "hosts", "refuse");
    static final Keys CLIENT_CERTIFICATE = new Keys("'client-certificate'", "file", "password");
    static final Keys TRUST = new Keys("'trust'", "file", "password");
    static final Keys PROVIDER = new Keys(
            "an entry of 'providers'", "name", "hosts", "headers", "versions", "error", "means", "last-events");
    static final Keys PROVIDER_ERROR = new Keys("'error' of a provider", "type", "message");
    /** What a path may have for itself, a route for all of its paths, and {@code defaults} for every route. */
    static final Keys SHARED = new Keys(
            "a route, a path or 'defaults'",
            "credentials",
            "headers",
            "query",
            "share",
            "provider",
            "proxy",
            "trust",
            "client-certificate",
            "dns",
            "plaintext",
            "http",
            "timeouts",
            "keep-alive",
            "retry",
            "caller-retries",
            "breaker",
            "annotate");

    static final Keys PATH = new Keys("a path under 'to'", SHARED, "name", "url");
    static final Keys ROUTE = new Keys("a route", SHARED, "name", "match", "to");
    static final Keys ROOT = new Keys(
            "the top of the file",
            "mode",
            "service",
            "environment",
            "credential-headers",
            "credential-query",
            "providers",
            "routes",
            "defaults",
            "telemetry",
            "reload");

    private static final List<Keys> HOMES = List.of(
            TELEMETRY,
            EVENTS,
            OTLP,
            TIMEOUTS,
            RETRY,
            BREAKER,
            DNS,
            CLIENT_CERTIFICATE,
            PROVIDER,
            PROVIDER_ERROR,
            PATH,
            ROUTE,
            ROOT);

    /** Keys with one value outside the routes: each has a variable and a property. */
    static final List<String> SCALARS = List.of(
            "mode",
            "service",
            "environment",
            "credential-headers",
            "credential-query",
            "reload",
            "telemetry.log",
            "telemetry.slow",
            "telemetry.events",
            "telemetry.events.file",
            "telemetry.events.max-size",
            "telemetry.events.keep",
            "telemetry.prometheus",
            "telemetry.otlp",
            "telemetry.otlp.endpoint",
            "telemetry.jmx",
            "telemetry.jfr",
            "telemetry.bodies",
            "defaults.credentials",
            "defaults.share",
            "defaults.provider",
            "defaults.proxy",
            "defaults.trust",
            "defaults.client-certificate.file",
            "defaults.client-certificate.password",
            "defaults.dns.refuse",
            "defaults.plaintext",
            "defaults.http",
            "defaults.timeouts.connect",
            "defaults.timeouts.first-byte",
            "defaults.timeouts.idle",
            "defaults.timeouts.total",
            "defaults.keep-alive",
            "defaults.retry.attempts",
            "defaults.retry.backoff",
            "defaults.retry.retry-after",
            "defaults.retry.unsafe",
            "defaults.retry.budget",
            "defaults.caller-retries",
            "defaults.breaker",
            "defaults.breaker.failures",
            "defaults.breaker.open",
            "defaults.annotate");

    /** Every key that a file may have, without the keys around it. */
    static Set<String> all() {
        Set<String> all = new TreeSet<>();
        HOMES.forEach(section -> all.addAll(section.names));
        return all;
    }

    /** Keys that may be one value or a mapping, and the key in the mapping that the one value stands for. */
    static String principal(String key) {
        return key.equals("telemetry.otlp") ? "endpoint" : "file";
    }

    private final String place;
    private final Set<String> names;

    private Keys(String place, String... names) {
        this.place = place;
        this.names = new LinkedHashSet<>(List.of(names));
    }

    private Keys(String place, Keys more, String... names) {
        this(place, names);
        this.names.addAll(more.names);
    }

    boolean contains(String key) {
        return names.contains(key);
    }

    /** What is said of a key that is not known here: what was probably meant, or where it belongs. */
    String unknown(String key) {
        String unknown = "unknown key '" + Texts.shown(key) + "'";
        List<String> homes = homes(key);
        if (!homes.isEmpty()) {
            return unknown + "; it belongs to " + String.join(" or ", homes);
        }
        String nearest = Texts.nearest(key, names);
        if (nearest != null) {
            return unknown + "; did you mean '" + nearest + "'?";
        }
        return unknown + "; the keys here are " + String.join(", ", new TreeSet<>(names));
    }

    private static List<String> homes(String key) {
        if (SHARED.contains(key)) {
            return List.of(SHARED.place);
        }
        List<String> homes = new ArrayList<>();
        for (Keys section : HOMES) {
            if (section.contains(key)) {
                homes.add(section.place);
            }
        }
        return homes;
    }
}
