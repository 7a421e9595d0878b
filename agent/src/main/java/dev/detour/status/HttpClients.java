package dev.detour.status;

import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP clients that a JVM has loaded by now, those that the agent changes and those that it does not. Judged by
 * names of classes only: none is loaded, initialised or called for it.
 */
public final class HttpClients {
    private static final String JDK = "jdk.internal.net.http.HttpClientImpl";
    private static final String OKHTTP = "okhttp3.OkHttpClient";

    /** Our own libraries bring no client, but the agent's own classes are nobody's business. */
    private static final String OWN_LOADER = "dev.detour.AgentLoader";

    /** {@code okhttp-4.12.0.jar}, also within another jar. */
    private static final Pattern RELEASE = Pattern.compile("okhttp(?:-jvm)?-([0-9][^/!]*?)\\.jar");

    private final List<Map<String, Object>> covered = new ArrayList<>();
    private final Map<String, Row> uncovered = new TreeMap<>();
    private final Set<ClassLoader> refused;

    private HttpClients(Collection<ClassLoader> refused) {
        this.refused = Collections.newSetFromMap(new IdentityHashMap<>());
        this.refused.addAll(refused);
    }

    /**
     * Those among these classes.
     *
     * @param refused the loaders of clients that were to be changed, and could not be
     */
    public static HttpClients among(Class<?>[] loaded, Collection<ClassLoader> refused) {
        HttpClients clients = new HttpClients(refused);
        for (Class<?> type : loaded) {
            clients.add(type.getName(), type);
        }
        return clients;
    }

    private void add(String name, Class<?> type) {
        String marker = Marker.in(name);
        if (marker == null || isOwn(type.getClassLoader())) {
            return;
        }
        boolean original = marker.length() == name.length();
        if (marker.equals(JDK) || marker.equals(OKHTTP)) {
            addOfOurs(type, marker, original);
        } else {
            addUncovered(Marker.client(marker), type.getClassLoader(), original);
        }
    }

    private void addOfOurs(Class<?> type, String marker, boolean original) {
        ClassLoader loader = type.getClassLoader();
        String release = marker.equals(JDK) ? jdk() : release(type);
        if (!original || (loader != null && refused.contains(loader)) || isTooOld(marker, release)) {
            addUncovered(Marker.client(marker) + (release == null ? "" : " " + release), loader, original);
            return;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("client", Marker.client(marker));
        if (release != null) {
            row.put("version", release);
        }
        row.put("loader", loader == null ? "boot" : loader.getClass().getName());
        covered.add(row);
    }

    private void addUncovered(String client, @Nullable ClassLoader loader, boolean original) {
        Row row = uncovered.computeIfAbsent(client, unseen -> new Row());
        row.loaders.add(loader);
        row.relocated |= !original;
    }

    private static boolean isOwn(@Nullable ClassLoader loader) {
        return loader != null && loader.getClass().getName().equals(OWN_LOADER);
    }

    private static @Nullable String jdk() {
        try {
            return System.getProperty("java.version");
        } catch (SecurityException forbidden) {
            return null;
        }
    }

    /** By the name of its jar: to ask the class itself would initialise it. */
    private static @Nullable String release(Class<?> type) {
        try {
            ProtectionDomain domain = type.getProtectionDomain();
            CodeSource source = domain == null ? null : domain.getCodeSource();
            Matcher jar = RELEASE.matcher(source == null ? "" : String.valueOf(source.getLocation()));
            return jar.find() ? jar.group(1) : null;
        } catch (SecurityException forbidden) {
            return null;
        }
    }

    /** The hooks fit from 3.12 on. */
    static boolean isTooOld(String marker, @Nullable String release) {
        Matcher old = Pattern.compile("3\\.([0-9]+)\\..*").matcher(release == null ? "" : release);
        return marker.equals(OKHTTP) && old.matches() && Integer.parseInt(old.group(1)) < 12;
    }

    /** {@code covered}: a row each. {@code not_covered}: a row for each client, with the number of its loaders. */
    public Map<String, Object> document() {
        List<Map<String, Object>> others = new ArrayList<>();
        uncovered.forEach((client, row) -> others.add(row.document(client)));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("covered", covered);
        document.put("not_covered", others);
        return document;
    }

    private static final class Row {
        /** By identity of loaders; null, the boot loader, is one too. */
        private final Set<@Nullable ClassLoader> loaders = new HashSet<>();

        private boolean relocated;

        Map<String, Object> document(String client) {
            Map<String, Object> document = new HashMap<>();
            document.put("client", client);
            document.put("loaders", (long) loaders.size());
            if (relocated) {
                document.put("relocated", true);
            }
            return new TreeMap<>(document);
        }
    }
}
