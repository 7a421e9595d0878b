package dev.detour.exchange;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes secrets out of text that may be told: messages of exceptions above all. Clients write them there: the JDK's
 * {@code invalid header value: "Bearer …"} and OkHttp 3's {@code Unexpected char 0x0a at 8 in Authorization value: …}
 * hold the whole key.
 *
 * <p>What is removed: secrets known from the configuration, literally; user info of URLs; the values of credential
 * headers and query parameters, and of whatever calls itself key, token, secret or password; what follows
 * {@code Bearer} and {@code Basic}; keys whose form their vendors have made unmistakable. It rather removes too much
 * than too little.
 *
 * <p>Immutable, for any thread. Of a huge text only the beginning is looked at and told, in time linear in its length:
 * no expression here can go back over more than a few hundred characters.
 */
public final class Secrets {
    /** What stands where a secret stood. */
    public static final String MASK = "***";

    /** Characters of a text that are told. */
    static final int LONGEST = 8_192;

    /** Looked at beyond what is told, so that the cut never goes through a secret and shows half of it. */
    private static final int MARGIN = 2_048;

    /** A known secret shorter than this may be a common word, and is removed only where it stands by itself. */
    private static final int TELLING = 8;

    private static final String NAMES_OF_SECRETS =
            "(?:key|token|secret|password|passwd|pwd|passphrase|credentials?|signature|sig)";

    /** User info that holds an {@code @} itself is not legal, and is written all the same. */
    private static final Pattern USER_INFO = Pattern.compile("://[^/?#\\s@]*+(?:@[^/?#\\s@]*+){0,16}@");

    /** The clients' own complaint about a header: everything behind it is the header's value. */
    private static final Pattern REFUSED_HEADER = Pattern.compile(
            "(header value|\\bin [^\\s:]{1,128} value)(:?\\s).++", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern BEARER =
            Pattern.compile("\\b(bearer|negotiate|ntlm)(\\s{1,8})[^\\s\"',;]++", Pattern.CASE_INSENSITIVE);

    /** Base64 of {@code user:password}; in "Basic authentication" or "Basic Constraints" the letters are small. */
    private static final Pattern BASIC =
            Pattern.compile("\\b((?i:basic))(\\s{1,8})(?=[A-Za-z]{1,256}[0-9A-Z+/_=])[A-Za-z0-9+/_=-]++");

    private static final Pattern NAMED_VALUE = Pattern.compile(
            "(" + NAMES_OF_SECRETS + "[\"']?\\s{0,4}=\\s{0,4}[\"']?)[^\\s&\"',;)}\\]]++", Pattern.CASE_INSENSITIVE);

    /** Prose stands behind a colon as well: only what looks like a key is taken for one. */
    private static final Pattern NAMED_KEY = Pattern.compile(
            "(" + NAMES_OF_SECRETS + "(?: provided)?[\"']?\\s{0,4}:\\s{0,4}[\"']?)"
                    + "(?=[^\\s\"',;]{0,256}[0-9*])[^\\s&\"',;)}\\]]{6,}+",
            Pattern.CASE_INSENSITIVE);

    /** OpenAI, Anthropic and others; Google; GitHub; Slack; AWS; Groq, Hugging Face, Replicate, xAI; JSON web tokens. */
    private static final Pattern VENDOR_KEY = Pattern.compile("(?<![A-Za-z0-9])(?:"
            + "(?:sk|pk|rk)[-_][A-Za-z0-9_*-]{6,}+"
            + "|AIza[A-Za-z0-9_-]{8,}+"
            + "|ya29\\.[A-Za-z0-9_-]{8,}+"
            + "|gh[pousr]_[A-Za-z0-9]{8,}+"
            + "|xox[abeoprs]-[A-Za-z0-9-]{8,}+"
            + "|(?:AKIA|ASIA)[A-Z0-9]{12,}+"
            + "|(?:gsk|hf|r8|xai)[-_][A-Za-z0-9]{8,}+"
            + "|eyJ[A-Za-z0-9_-]{8,}+(?:\\.[A-Za-z0-9_-]*+){0,4}"
            + ")");

    /** {@code Bearer} and its like before a key: who repeats the key leaves it out. */
    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9-]{0,30} +(?=\\S+$)");

    private static final String BASIC_SCHEME = "basic ";

    private static final Pattern NAME_OF_SECRET = Pattern.compile(NAMES_OF_SECRETS + "$", Pattern.CASE_INSENSITIVE);

    /** What stands between the words of a header: {@code Bearer KEY}, {@code session=KEY; theme=dark}. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s;,=\"]+");

    private final Set<String> headers;
    private final Set<String> query;
    private final List<Pattern> known;
    private final List<Pattern> named;
    private final int margin;

    private Secrets(Set<String> headers, Set<String> query, List<Pattern> known, List<Pattern> named, int margin) {
        this.headers = headers;
        this.query = query;
        this.known = known;
        this.named = named;
        this.margin = margin;
    }

    /**
     * What is removed beside that which is recognised by its form.
     *
     * @param headers names of headers that hold credentials, in any case
     * @param query names of query parameters that hold credentials
     * @param known secrets themselves, as the configuration yields them; empty ones do not count
     */
    public static Secrets of(Set<String> headers, Set<String> query, Set<String> known) {
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
        int longest = literals.isEmpty() ? 0 : literals.get(0).length();
        return new Secrets(
                Set.copyOf(headers),
                Set.copyOf(query),
                literals.stream().map(Secrets::literal).collect(Collectors.toUnmodifiableList()),
                List.copyOf(named),
                Math.max(MARGIN, longest));
    }

    /** The longest first: where one holds another, the whole of it goes. A value may also come percent-encoded. */
    private static List<String> literals(Set<String> known) {
        Set<String> literals = new HashSet<>(known);
        for (String secret : known) {
            Matcher scheme = SCHEME.matcher(secret);
            if (scheme.find() && secret.length() - scheme.end() >= TELLING) {
                literals.add(secret.substring(scheme.end()));
            }
            literals.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        }
        literals.removeIf(String::isBlank);
        return literals.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .collect(Collectors.toUnmodifiableList());
    }

    private static Pattern literal(String secret) {
        String quoted = Pattern.quote(secret);
        return Pattern.compile(secret.length() < TELLING ? "(?<![A-Za-z0-9])" + quoted + "(?![A-Za-z0-9])" : quoted);
    }

    private static String oneOf(Set<String> names) {
        return names.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    }

    /**
     * The text without secrets, those among them that a call itself brought along: peers repeat the key that they
     * refuse, and not every key has a form by which it is known.
     */
    public String removeFrom(String text, Asked asked) {
        String told = text;
        for (String secret : literals(broughtBy(asked))) {
            told = told.replace(secret, MASK);
        }
        return removeFrom(told);
    }

    private Set<String> broughtBy(Asked asked) {
        Set<String> brought = new HashSet<>();
        for (String header : headers) {
            String value = asked.header(header);
            if (value != null) {
                brought.add(value);
                addWords(value, brought);
            }
        }
        String given = asked.url().query();
        for (String pair : given == null ? new String[0] : given.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = pair.substring(0, Math.max(equals, 0));
            if (query.contains(name) || NAME_OF_SECRET.matcher(name).find()) {
                brought.add(pair.substring(equals + 1));
                brought.add(decoded(pair.substring(equals + 1)));
            }
        }
        brought.removeIf(secret -> secret.length() < TELLING);
        return brought;
    }

    /** Of a password by Basic authentication the password alone, too. */
    private static void addWords(String value, Set<String> secrets) {
        secrets.addAll(List.of(BETWEEN_WORDS.split(value)));
        if (value.regionMatches(true, 0, BASIC_SCHEME, 0, BASIC_SCHEME.length())) {
            String pair = unpacked(value.substring(BASIC_SCHEME.length()).trim());
            secrets.add(pair);
            secrets.add(pair.substring(pair.indexOf(':') + 1));
        }
    }

    private static String unpacked(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException other) {
            return base64;
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    /** The text without secrets, and without its end where it is huge. */
    public String removeFrom(String text) {
        boolean huge = text.length() > LONGEST;
        String told = huge ? text.substring(0, Math.min(text.length(), LONGEST + margin)) : text;
        for (Pattern secret : known) {
            told = secret.matcher(told).replaceAll(MASK);
        }
        for (Pattern value : named) {
            told = value.matcher(told).replaceAll("$1" + MASK);
        }
        told = withoutRecognisable(told);
        return huge ? told.substring(0, Math.max(0, Math.min(LONGEST, told.length() - margin))) + "…" : told;
    }

    private static String withoutRecognisable(String text) {
        String told = USER_INFO.matcher(text).replaceAll("://" + MASK + "@");
        told = REFUSED_HEADER.matcher(told).replaceAll("$1$2" + MASK);
        told = BEARER.matcher(told).replaceAll("$1$2" + MASK);
        told = BASIC.matcher(told).replaceAll("$1$2" + MASK);
        told = NAMED_VALUE.matcher(told).replaceAll("$1" + MASK);
        told = NAMED_KEY.matcher(told).replaceAll("$1" + MASK);
        return VENDOR_KEY.matcher(told).replaceAll(Matcher.quoteReplacement(MASK));
    }

    /** Tells no secret. */
    @Override
    public String toString() {
        return "Secrets{known=" + known.size() + "}";
    }
}
