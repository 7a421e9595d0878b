package dev.detour;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What stands behind {@code -javaagent:detour.jar=}, or what the {@code attach} command sends.
 *
 * <p>Either one path, which is the configuration file's, or {@code key=value} lines. A path may hold {@code =}, commas
 * and colons, a Windows drive included: only the known keys are taken for keys.
 */
final class Options {
    static final String CONFIG = "config";
    /** The jar that the command came from: an older one may have been loaded before it. */
    static final String JAR = "jar";

    static final String COMMAND = "command";

    /** Where the answer to an attach is written. */
    static final String OUT = "out";

    /** What the entry adds to a command: whether it was attached, since when (ms of the epoch), and why it does nothing. */
    static final String ATTACHED = "attached";

    static final String SINCE = "since";
    static final String FAILURE = "failure";

    private static final String[] KEYS = {CONFIG, JAR, COMMAND, OUT};

    private Options() {}

    /** Reads the text behind the agent's name; null and the empty text give no options. */
    static Map<String, String> parse(String text) {
        Map<String, String> options = new LinkedHashMap<>();
        if (text == null) {
            return options;
        }
        for (String line : text.split("\n", -1)) {
            if (line.trim().isEmpty()) {
                continue;
            }
            String key = knownKey(line);
            if (key == null) {
                options.put(CONFIG, line);
            } else {
                options.put(key, line.substring(key.length() + 1));
            }
        }
        return options;
    }

    private static String knownKey(String line) {
        for (String key : KEYS) {
            if (line.startsWith(key + "=")) {
                return key;
            }
        }
        return null;
    }
}
