package dev.detour.config;

import dev.detour.config.Node.Entry;
import dev.detour.config.Node.Scalar;
import dev.detour.exchange.Url;
import dev.detour.telemetry.TelemetrySettings;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code telemetry:} and {@code service:}. */
final class TelemetryBinder {
    private static final String OTLP_ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String OTLP_METRICS_ENDPOINT = "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT";
    private static final String OTLP_HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
    private static final String OTLP_PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private static final String INTERVAL = "OTEL_METRIC_EXPORT_INTERVAL";

    /** Of OTLP over HTTP, below a base URL; a URL for metrics alone has it already. */
    private static final String METRICS_PATH = "/v1/metrics";

    private final Section telemetry;
    private final Binding binding;
    private final TelemetrySettings defaults = TelemetrySettings.defaults();

    TelemetryBinder(Section root) {
        this.telemetry = root.group("telemetry").only(Keys.TELEMETRY);
        this.binding = root.binding();
    }

    /** All of it, for the service of this name. */
    TelemetrySettings bind(String service) {
        TelemetrySettings.Builder settings = TelemetrySettings.builder()
                .service(service)
                .log(telemetry.value("log", new ChoiceForm<>(logs()), defaults.log()))
                .slow(orNull("slow", Forms.POSITIVE_DURATION))
                .jmx(telemetry.value("jmx", Forms.FLAG, defaults.jmx()))
                .jfr(telemetry.value("jfr", Forms.FLAG, defaults.jfr()))
                .bodies(telemetry.value("bodies", Forms.FLAG, defaults.bodies()));
        bindEvents(settings);
        bindPrometheus(settings);
        bindOtlp(settings);
        return settings.build();
    }

    private static Map<String, TelemetrySettings.Log> logs() {
        Map<String, TelemetrySettings.Log> words = new LinkedHashMap<>();
        for (TelemetrySettings.Log log : TelemetrySettings.Log.values()) {
            words.put(log.name().toLowerCase(Locale.ROOT), log);
        }
        return words;
    }

    private <T> @Nullable T orNull(String key, Form<T> form) {
        Optional<T> value = telemetry.value(key, new OffForm<>(form), Optional.empty());
        return value.orElse(null);
    }

    private void bindEvents(TelemetrySettings.Builder settings) {
        if (isOff("events")) {
            return;
        }
        Section events = telemetry.groupOr("events", "file").only(Keys.EVENTS);
        Scalar file = events.scalar("file");
        if (file == null) {
            telemetry.record("events", "off", Setting.DEFAULT);
            requireWith(events, "file", "max-size", "keep");
            return;
        }
        settings.eventsFile(binding.file(file, events.label("file")));
        events.record("file", shown(file), file.where().origin());
        settings.eventsMaxSize(events.value("max-size", new SizeForm(), defaults.eventsMaxSize()));
        settings.eventsKeep(events.value("keep", new CountForm(0, 1000), defaults.eventsKeep()));
    }

    private void bindPrometheus(TelemetrySettings.Builder settings) {
        String address = orNull("prometheus", Urls.LISTEN);
        settings.prometheus(address);
        Node node = telemetry.find("prometheus");
        if (address != null && node != null && !Urls.isLoopback(host(address))) {
            binding.warn(node.where(), "telemetry.prometheus can be read by other machines; 127.0.0.1 keeps it here");
        }
    }

    private static String host(String address) {
        return address.substring(0, address.lastIndexOf(':'))
                .replace("[", "")
                .replace("]", "")
                .toLowerCase(Locale.ROOT);
    }

    private void bindOtlp(TelemetrySettings.Builder settings) {
        if (isOff("otlp")) {
            return;
        }
        Section otlp = telemetry.groupOr("otlp", "endpoint").only(Keys.OTLP);
        String endpoint = endpoint(otlp);
        if (endpoint == null) {
            requireWith(otlp, "endpoint", "headers");
            return;
        }
        settings.otlpEndpoint(endpoint);
        settings.otlpHeaders(otlp.has("headers") ? headers(otlp) : headersOfVariable(otlp));
        bindInterval(settings);
    }

    /** In milliseconds (OpenTelemetry's specification of its environment variables). */
    private void bindInterval(TelemetrySettings.Builder settings) {
        String given = variable(INTERVAL);
        if (given == null) {
            return;
        }
        if (given.matches("[1-9][0-9]{0,8}")) {
            settings.otlpInterval(Duration.ofMillis(Long.parseLong(given)));
        } else {
            binding.leaveOut("variable " + INTERVAL + ": '" + Texts.shown(given)
                    + "' is no number of milliseconds; it is left out");
        }
    }

    private @Nullable String variable(String name) {
        String given = binding.environment.variables().get(name);
        return given == null || given.isBlank() ? null : given.trim();
    }

    /** A group is said by its keys: one that lacks the key that turns it on says nothing. */
    private static void requireWith(Section section, String key, String... others) {
        for (String other : others) {
            Node node = section.find(other);
            if (node != null) {
                section.fault(node, other, "means nothing without '" + key + "'");
            }
        }
    }

    private @Nullable String endpoint(Section otlp) {
        if (otlp.has("endpoint")) {
            Url url = otlp.value("endpoint", Urls.BASE);
            return url == null ? null : forMetrics(url.toString());
        }
        if ("grpc".equals(variable(OTLP_PROTOCOL))) {
            telemetry.record("otlp", "off", "variable " + OTLP_PROTOCOL);
            return null; // that collector listens to what is not spoken here
        }
        String own = endpointOfVariable(otlp, OTLP_METRICS_ENDPOINT);
        String base = own == null ? endpointOfVariable(otlp, OTLP_ENDPOINT) : null;
        if (own == null && base == null) {
            telemetry.record("otlp", "off", Setting.DEFAULT);
        }
        return base == null ? own : forMetrics(base);
    }

    private static String forMetrics(String base) {
        String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return trimmed.endsWith(METRICS_PATH) ? trimmed : trimmed + METRICS_PATH;
    }

    private @Nullable String endpointOfVariable(Section otlp, String name) {
        String given = variable(name);
        if (given == null) {
            return null;
        }
        try {
            Url url = Urls.BASE.read(given);
            otlp.record("endpoint", Urls.BASE.show(url), "variable " + name);
            return url.toString();
        } catch (Malformed malformed) {
            binding.leaveOut(
                    "variable " + name + ": '" + Texts.shown(given) + "' " + malformed.problem() + "; it is left out");
            return null;
        }
    }

    private static Map<String, String> headers(Section otlp) {
        Section headers = otlp.group("headers");
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, Entry> header : headers.entries().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            Scalar value = headers.scalar(header.getValue().value, header.getKey());
            String problem = HeaderRules.problemOfName(name);
            if (problem == null && value != null) {
                String wrong = HeaderRules.problemOfValue(String.valueOf(value.text()));
                problem = wrong == null ? null : "the value of header '" + name + "' " + wrong;
            }
            if (problem != null) {
                headers.binding().faults.add(header.getValue().key, headers.label("") + " " + problem);
            } else if (value != null) {
                values.put(name, String.valueOf(value.text()));
                headers.record(name, Setting.SECRET, value.where().origin());
            }
        }
        return values;
    }

    /** {@code name=value,name=value}, escaped with % (OpenTelemetry's specification of its environment variables). */
    private Map<String, String> headersOfVariable(Section otlp) {
        String given = binding.environment.variables().get(OTLP_HEADERS);
        Map<String, String> values = new LinkedHashMap<>();
        if (given == null || given.isBlank()) {
            return values;
        }
        for (String pair : given.split(",", -1)) {
            int equals = pair.indexOf('=');
            String name = pair.substring(0, Math.max(equals, 0)).trim().toLowerCase(Locale.ROOT);
            String value = decode(pair.substring(equals + 1).trim());
            if (HeaderRules.problemOfName(name) == null && value != null && HeaderRules.problemOfValue(value) == null) {
                values.put(name, value);
                otlp.record("headers." + name, Setting.SECRET, "variable " + OTLP_HEADERS);
            } else if (!pair.isBlank()) {
                binding.leaveOut(
                        "variable " + OTLP_HEADERS + ": a part of it is not name=value; that part is left out");
            }
        }
        return values;
    }

    private static @Nullable String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    private boolean isOff(String key) {
        Node node = telemetry.find(key);
        boolean off = node instanceof Scalar && "off".equals(((Scalar) node).text());
        if (off && node != null) {
            telemetry.record(key, "off", node.where().origin());
        }
        return off;
    }

    private static String shown(Scalar scalar) {
        return scalar.isSecret() ? Setting.SECRET : Texts.shown(String.valueOf(scalar.text()));
    }
}
