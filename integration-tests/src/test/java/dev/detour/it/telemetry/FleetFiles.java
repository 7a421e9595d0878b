package dev.detour.it.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.detour.it.children.DetourJar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import org.yaml.snakeyaml.Yaml;

/** The dashboard, the rules and the manifests, as the jar carries them. */
final class FleetFiles {
    static final String DASHBOARD = "grafana/dashboard.json";
    static final String ALERTS = "prometheus/alerts.yaml";
    static final String COLLECTOR = "otel-collector/config.yaml";
    static final String DEPLOYMENT = "kubernetes/detour.yaml";
    static final String OPERATOR = "kubernetes/opentelemetry-operator.yaml";

    private FleetFiles() {}

    static String text(String name) {
        try (JarFile jar = new JarFile(DetourJar.path().toFile());
                InputStream in = jar.getInputStream(jar.getEntry("META-INF/fleet/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Each document of a file of YAML. */
    @SuppressWarnings("unchecked") // the files are ours: all documents are mappings
    static List<Map<String, Object>> documents(String name) {
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Object document : new Yaml().loadAll(text(name))) {
            documents.add((Map<String, Object>) document);
        }
        return documents;
    }

    static Map<String, Object> document(String name, String kind) {
        Optional<Map<String, Object>> found = documents(name).stream()
                .filter(one -> kind.equals(one.get("kind")))
                .findFirst();
        return found.orElseThrow(() -> new AssertionError("no " + kind + " in " + name));
    }

    /** What stands below these keys; a number is the place in a list. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller knows the file
    static <T> T at(Object node, Object... keys) {
        Object next = node;
        for (Object key : keys) {
            next = key instanceof Integer place ? ((List<?>) next).get(place) : ((Map<?, ?>) next).get(key);
            if (next == null) {
                throw new AssertionError("no " + key + " in " + node);
            }
        }
        return (T) next;
    }

    /** The values of all fields of the dashboard with this name, whole numbers among them. */
    static List<String> ofDashboard(String field) {
        List<String> values = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(text(DASHBOARD))) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue() && field.equals(json.currentName())) {
                    values.add(json.getText());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return values;
    }

    /** The expressions of the dashboard's panels, for all services and routes. */
    static List<String> queries() {
        return ofDashboard("expr").stream()
                .map(query -> query.replace("$__rate_interval", "15s").replaceAll("\\$(service|route)\\b", ".*"))
                .toList();
    }

    /** The expressions of the alerts, by their name. */
    static List<Map<String, Object>> alerts() {
        return at(documents(ALERTS).get(0), "groups", 0, "rules");
    }
}
