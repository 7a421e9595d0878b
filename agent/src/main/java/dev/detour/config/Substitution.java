package dev.detour.config;

import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

// No Javadoc: its tools trip over a dollar sign and a brace.
// Fills in ${env:NAME}, ${env:NAME:-default} and ${file:/path}. What they yield is a secret; a fault names the variable
// or the file, never a value. A doubled dollar sign stands for itself: $${ is no substitution.
final class Substitution {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*");

    private final Environment environment;
    private final String directory;
    private final FileReads reads;
    private final Faults faults;
    /** Characters that were filled in: a value may stand in a file a million times. */
    private long total;

    /**
     * A substitution.
     *
     * @param directory where relative names of files start
     */
    Substitution(Environment environment, String directory, FileReads reads, Faults faults) {
        this.environment = environment;
        this.directory = directory;
        this.reads = reads;
        this.faults = faults;
    }

    /** The value of a scalar as it stands in the file; null where it has a fault, which is then told. */
    Node.@Nullable Scalar apply(Where where, String text) {
        if (!text.contains("${")) {
            return Node.Scalar.of(where, text);
        }
        StringBuilder filled = new StringBuilder();
        boolean secret = false;
        int from = 0;
        for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", from)) {
            if (start > from && text.charAt(start - 1) == '$') {
                filled.append(text, from, start - 1).append("${");
                from = start + 2;
                continue;
            }
            int end = text.indexOf('}', start);
            if (end < 0) {
                faults.add(where, "'${' has no '}'; write '$${' for the two characters themselves");
                return null;
            }
            String value = value(where, text.substring(start + 2, end));
            if (value == null) {
                return null;
            }
            total += value.length();
            if (total > FileReads.LIMIT) {
                faults.add(where, "what '${…}' stands for is larger than 16 MB in all");
                return null;
            }
            filled.append(text, from, start).append(value);
            secret = true;
            from = end + 1;
        }
        filled.append(text, from, text.length());
        return secret ? Node.Scalar.secret(where, filled.toString()) : Node.Scalar.of(where, filled.toString());
    }

    private @Nullable String value(Where where, String expression) {
        if (expression.contains("${")) {
            faults.add(where, "'${…}' cannot hold another '${…}'");
            return null;
        }
        if (expression.startsWith("env:")) {
            return variable(where, expression.substring("env:".length()));
        }
        if (expression.startsWith("file:")) {
            return file(where, expression.substring("file:".length()));
        }
        faults.add(
                where,
                "unknown substitution; write ${env:NAME}, ${env:NAME:-default} or ${file:/path}, and '$${' for the two"
                        + " characters themselves");
        return null;
    }

    private @Nullable String variable(Where where, String expression) {
        int separator = expression.indexOf(":-");
        String name = separator < 0 ? expression : expression.substring(0, separator);
        if (!NAME.matcher(name).matches()) {
            faults.add(where, "${env:…} needs the name of a variable, as ${env:GATEWAY_KEY}");
            return null;
        }
        String value = environment.variables().get(name);
        if (separator >= 0) {
            return value == null || value.isEmpty() ? expression.substring(separator + 2) : value;
        }
        if (value == null) {
            faults.add(where, "variable " + name + " is not set; set it, or give a default: ${env:" + name + ":-…}");
        }
        return value;
    }

    private @Nullable String file(Where where, String name) {
        try {
            return withoutLastNewline(reads.text(FileReads.resolve(directory, name)));
        } catch (IOException | SecurityException unreadable) {
            faults.add(where, "file " + Texts.shown(name) + " cannot be read: " + FileReads.reason(unreadable));
            return null;
        }
    }

    private static String withoutLastNewline(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
