package dev.detour.doctor;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is set, and for whom: in this shell, and beside it in the JVM that is meant, where they differ. */
final class Surroundings {
    /** Variables that decide where calls go, and by whom they are trusted. */
    private static final Pattern VARIABLES = Pattern.compile(
            "(?i)(HTTPS?|ALL|NO)_PROXY|[A-Z0-9_]+_BASE_URL|SSL_CERT_(FILE|DIR)|NODE_EXTRA_CA_CERTS|REQUESTS_CA_BUNDLE"
                    + "|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|DETOUR_[A-Z_]+|OTEL_SERVICE_NAME");

    private static final Pattern KEYS = Pattern.compile("[A-Z0-9_]*(API_KEY|AUTH_TOKEN|GATEWAY_KEY)");

    private static final Pattern PROPERTIES = Pattern.compile("https?\\.(proxyHost|proxyPort|nonProxyHosts)"
            + "|socksProxy(Host|Port)|java\\.net\\.(useSystemProxies|prefer.*)|javax\\.net\\.ssl\\.(trust|key)Store(Type)?"
            + "|jdk\\.(tls|httpclient|http\\.auth)\\..*|https\\.protocols|sun\\.net\\.(inetaddr|client)\\..*"
            + "|jdk\\.net\\.hosts\\.file|detour\\..*");

    private final JvmView shell;
    private final @Nullable JvmView target;
    private final JvmView meant;

    /**
     * @param target the JVM that is meant; null: none beside this command's own
     */
    Surroundings(JvmView shell, @Nullable JvmView target) {
        this.shell = shell;
        this.target = target;
        this.meant = target == null ? shell : target;
    }

    /** In the order in which they are told. */
    List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        findings.add(jvm());
        findings.add(settings("variables", VARIABLES, shell.variables(), meant.variables()));
        findings.add(settings("properties", PROPERTIES, shell.properties(), meant.properties()));
        findings.add(keys());
        findings.add(dnsCache());
        JvmView other = target;
        if (other != null && other.pid() != null) {
            findings.add(LiveClients.of(other.pid()));
        }
        return findings;
    }

    private Finding jvm() {
        Map<String, String> properties = meant.properties();
        Finding.Builder finding = Finding.ok(
                        Step.ENVIRONMENT,
                        "Java " + properties.get("java.version") + ", " + properties.get("os.name") + ", "
                                + properties.get("java.home"))
                .label(target == null ? "this command's JVM" : "JVM " + target.pid())
                .detail();
        List<String> agents = new ArrayList<>();
        for (String argument : meant.arguments()) {
            if (argument.startsWith("-javaagent:") || argument.startsWith("-agent")) {
                agents.add(argument);
            }
        }
        finding.fact("trust store", TrustStore.of(properties).description());
        return finding.fact("agents", String.join(" ", agents)).build();
    }

    private Finding settings(String what, Pattern wanted, Map<String, String> ours, Map<String, String> theirs) {
        Finding.Builder finding = Finding.ok(Step.ENVIRONMENT, "none that matters is set")
                .label(what)
                .detail();
        Set<String> names = new TreeSet<>(theirs.keySet());
        names.addAll(ours.keySet());
        names.removeIf(name -> !wanted.matcher(name).matches());
        List<String> different = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(ours.get(name), theirs.get(name))) {
                different.add(name);
            }
        }
        if (target == null) {
            return names.isEmpty()
                    ? finding.build()
                    : shown(what, names.size() + " that matter", names, theirs).build();
        }
        if (different.isEmpty()) {
            return Finding.ok(Step.ENVIRONMENT, "the same as in this shell")
                    .label(what)
                    .detail()
                    .build();
        }
        Finding.Builder odd = Finding.odd(
                        Step.ENVIRONMENT, Remark.ENVIRONMENT_DIFFERS, different.size() + " differ from this shell's")
                .label(what)
                .detail();
        for (String name : different) {
            odd.fact(name, "JVM: " + value(theirs.get(name)) + ", shell: " + value(ours.get(name)));
        }
        return odd.build();
    }

    /** A proxy's user and password also stand in URLs without a scheme, where no mask knows them. */
    private static String value(@Nullable String set) {
        return set == null ? "(not set)" : set.replaceAll("(^|://|\\s)[^/@\\s]+@", "$1***@");
    }

    private static Finding.Builder shown(String what, String summary, Set<String> names, Map<String, String> values) {
        Finding.Builder finding =
                Finding.ok(Step.ENVIRONMENT, summary).label(what).detail();
        for (String name : names) {
            boolean proxy = name.toUpperCase(Locale.ROOT).endsWith("S_PROXY") || name.equalsIgnoreCase("ALL_PROXY");
            finding.fact(
                    name, value(values.get(name)) + (proxy ? " (Java by itself does not read it; Detour does)" : ""));
        }
        return finding;
    }

    /** Their lengths only; and white space, by which a good key becomes a bad one. */
    private Finding keys() {
        Map<String, String> theirs = meant.variables();
        Set<String> names = new TreeSet<>(theirs.keySet());
        names.addAll(shell.variables().keySet());
        names.removeIf(name -> !KEYS.matcher(name).matches());
        List<String> malformed = new ArrayList<>();
        for (String name : names) {
            String key = theirs.get(name);
            if (key != null && (key.isBlank() || key.chars().anyMatch(c -> c <= ' '))) {
                malformed.add(name);
            }
        }
        Finding.Builder finding = malformed.isEmpty()
                ? Finding.ok(Step.ENVIRONMENT, names.isEmpty() ? "none is set" : names.size() + " set")
                        .detail()
                : Finding.odd(
                        Step.ENVIRONMENT,
                        Remark.KEY_MALFORMED,
                        String.join(", ", malformed) + ": empty, or with white space or a line break in it");
        for (String name : names) {
            finding.fact(name, length(theirs.get(name)) + beside(name));
        }
        return finding.label("keys").build();
    }

    private String beside(String name) {
        String ours = shell.variables().get(name);
        boolean same = target == null || Objects.equals(ours, meant.variables().get(name));
        return same ? "" : "; in this shell " + (ours == null ? "not set" : "another one, " + length(ours));
    }

    private static String length(@Nullable String key) {
        return key == null ? "not set" : key.length() + " characters";
    }

    /** How long that JVM keeps what a name led to: the properties of its {@code java.security}, else the JDK's own. */
    private Finding dnsCache() {
        Properties security = new Properties();
        File home = new File(meant.properties().getOrDefault("java.home", ""));
        try (InputStream in = new FileInputStream(new File(home, "conf/security/java.security"))) {
            security.load(in);
        } catch (IOException | IllegalArgumentException unreadable) {
            security.clear();
        }
        String kept = either(security, "networkaddress.cache.ttl", "sun.net.inetaddr.ttl", "30");
        String missing = either(security, "networkaddress.cache.negative.ttl", "sun.net.inetaddr.negative.ttl", "10");
        return Finding.ok(
                        Step.ENVIRONMENT,
                        "names are kept for " + seconds(kept) + ", missing ones for " + seconds(missing))
                .label("DNS cache")
                .detail()
                .build();
    }

    private String either(Properties security, String name, String property, String usual) {
        String set = security.getProperty(name);
        return set != null && !set.isBlank() ? set.strip() : meant.properties().getOrDefault(property, usual);
    }

    private static String seconds(String value) {
        return value.startsWith("-") ? "ever" : value + " s";
    }
}
