package dev.detour.exchange;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The secrets that the configuration knows, and what stands where it says that credentials stand. Immutable. */
final class ConfiguredSecrets {
    /** {@code Bearer} and its like before a key: who repeats the key leaves it out. */
    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9-]{0,30} +(?=\\S+$)");

    private final List<Pattern> known;
    private final List<Pattern> named;
    private final int longest;

    private ConfiguredSecrets(List<Pattern> known, List<Pattern> named, int longest) {
        this.known = known;
        this.named = named;
        this.longest = longest;
    }

    /** As {@link Secrets#of} has them. */
    static ConfiguredSecrets of(Set<String> headers, Set<String> query, Set<String> known) {
        List<String> literals = literals(known);
        List<Pattern> named = new ArrayList<>();
        if (!headers.isEmpty()) {
            named.add(Pattern.compile(
                    "((?<![A-Za-z0-9-])(?:" + oneOf(headers)
                            + ")[\"']?\\s{0,4}[:=]\\s{0,4}[\\[\"']{0,2})[^\\r\\n\"'\\]}]++",
                    Pattern.CASE_INSENSITIVE));
        }
        if (!query.isEmpty()) {
            named.add(Pattern.compile("((?<![A-Za-z0-9_-])(?:" + oneOf(query) + ")=)[^&#\\s\"']++"));
        }
        List<Pattern> patterns = new ArrayList<>();
        for (String literal : literals) {
            patterns.add(literal(literal));
        }
        return new ConfiguredSecrets(
                List.copyOf(patterns),
                List.copyOf(named),
                literals.isEmpty() ? 0 : literals.get(0).length());
    }

    /** The longest first: where one holds another, the whole of it goes. A value may also come percent-encoded. */
    static List<String> literals(Set<String> known) {
        Set<String> literals = new HashSet<>(known);
        for (String secret : known) {
            Matcher scheme = SCHEME.matcher(secret);
            if (scheme.find() && secret.length() - scheme.end() >= Secrets.TELLING) {
                literals.add(secret.substring(scheme.end()));
            }
            literals.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        }
        literals.removeIf(String::isBlank);
        List<String> sorted = new ArrayList<>(literals);
        sorted.sort((one, other) -> Integer.compare(other.length(), one.length()));
        return sorted;
    }

    /** A short one is removed only where it stands by itself. */
    private static Pattern literal(String secret) {
        String quoted = Pattern.quote(secret);
        return Pattern.compile(
                secret.length() < Secrets.TELLING ? "(?<![A-Za-z0-9])" + quoted + "(?![A-Za-z0-9])" : quoted);
    }

    private static String oneOf(Set<String> names) {
        List<String> quoted = new ArrayList<>();
        for (String name : names) {
            quoted.add(Pattern.quote(name));
        }
        return String.join("|", quoted);
    }

    /** Characters of the longest of them; 0 where there is none. */
    int longest() {
        return longest;
    }

    /** The text without them. */
    String removeFrom(String text) {
        String told = text;
        for (Pattern secret : known) {
            told = secret.matcher(told).replaceAll(Secrets.MASK);
        }
        for (Pattern value : named) {
            told = value.matcher(told).replaceAll("$1" + Secrets.MASK);
        }
        return told;
    }
}
