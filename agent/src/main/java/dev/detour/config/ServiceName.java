package dev.detour.config;

import org.jspecify.annotations.Nullable;

/** The name that events carry: as said, else OpenTelemetry's, else the main class or jar. */
public final class ServiceName {
    private static final String KEY = "service";
    private static final String OTEL = "OTEL_SERVICE_NAME";
    private static final String COMMAND = "sun.java.command";

    private final Environment environment;

    ServiceName(Environment environment) {
        this.environment = environment;
    }

    String orSaid(Section root) {
        String said = root.value(KEY, Forms.TEXT);
        if (said != null) {
            return said;
        }
        String variable = environment.variables().get(OTEL);
        if (variable != null && !variable.isBlank()) {
            String name = Texts.shown(variable.trim());
            root.record(KEY, name, "variable " + OTEL);
            return name;
        }
        String main = main(environment.properties().get(COMMAND));
        String name = main == null ? "java" : main;
        root.record(KEY, name, Setting.DEFAULT);
        return name;
    }

    /** The first word of the command: a class, a jar's file or {@code module/class}. The rest may hold secrets. */
    public static @Nullable String main(@Nullable String command) {
        if (command == null || command.isBlank()) {
            return null;
        }
        String trimmed = command.trim();
        int jar = trimmed.indexOf(".jar");
        int space = trimmed.indexOf(' ');
        // A jar's name may hold spaces; a class's cannot.
        boolean isJar = jar >= 0 && (space < 0 || jar < space || trimmed.startsWith("/"));
        String first = isJar ? trimmed.substring(0, jar + 4) : space < 0 ? trimmed : trimmed.substring(0, space);
        String file = first.substring(Math.max(first.lastIndexOf('/'), first.lastIndexOf('\\')) + 1);
        if (file.isEmpty()) {
            return null;
        }
        return isPlain(file) ? file : Texts.shown(file);
    }

    /** As classes and jars are called: nothing to look into. The JVM runs what has this name, so it is no secret. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char next = name.charAt(i);
            boolean letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
            if (!letter && (next < '0' || next > '9') && "._-$".indexOf(next) < 0) {
                return false;
            }
        }
        return name.length() <= Texts.LONGEST;
    }
}
