package dev.detour.exchange;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets that are known by their form, or by what stands before them. No expression here can go back over more than
 * a few hundred characters.
 */
final class RecognisableSecrets {
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

    private static final Pattern NAME_OF_SECRET = Pattern.compile(NAMES_OF_SECRETS + "$", Pattern.CASE_INSENSITIVE);

    private RecognisableSecrets() {}

    /** Whether what has this name is a secret by its name alone. */
    static boolean isNameOfOne(String name) {
        return NAME_OF_SECRET.matcher(name).find();
    }

    /** The text without them. */
    static String removeFrom(String text) {
        String told = USER_INFO.matcher(text).replaceAll("://" + Secrets.MASK + "@");
        told = REFUSED_HEADER.matcher(told).replaceAll("$1$2" + Secrets.MASK);
        told = BEARER.matcher(told).replaceAll("$1$2" + Secrets.MASK);
        told = BASIC.matcher(told).replaceAll("$1$2" + Secrets.MASK);
        told = NAMED_VALUE.matcher(told).replaceAll("$1" + Secrets.MASK);
        told = NAMED_KEY.matcher(told).replaceAll("$1" + Secrets.MASK);
        return VENDOR_KEY.matcher(told).replaceAll(Matcher.quoteReplacement(Secrets.MASK));
    }
}
