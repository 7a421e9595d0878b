package dev.detour.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with the YAML, for people: the parser's own words speak of tokens, and quote the file. */
final class YamlProblem {
    private static final Pattern CHARACTER = Pattern.compile("found character '(\\S)' that cannot start any token.*");

    private YamlProblem() {}

    static String of(String context, String problem) {
        if (problem.contains("\\t(TAB)")) {
            return "a tab cannot stand here; indent with spaces";
        }
        Matcher character = CHARACTER.matcher(problem);
        if (character.lookingAt()) {
            return "a value cannot begin with '" + character.group(1) + "'; put it in quotes";
        }
        if (problem.startsWith("mapping values are not allowed here")) {
            return "a ':' is not expected here; correct the indentation, or put the value in quotes";
        }
        if (context.contains("quoted scalar")) {
            return problem.contains("escape")
                    ? "an unknown escape in a double-quoted value; use single quotes"
                    : "a quote was opened and not closed";
        }
        if (context.contains("flow sequence") || context.contains("flow mapping")) {
            return "a comma or a closing bracket is missing";
        }
        if (problem.startsWith("could not find expected ':'")) {
            return "a key without ':'";
        }
        if (problem.startsWith("expected <block end>")) {
            return "the indentation does not fit the lines above";
        }
        return "this is not valid YAML";
    }
}
