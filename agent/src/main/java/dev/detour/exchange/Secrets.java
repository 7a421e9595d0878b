package dev.detour.exchange;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
 * <p>Immutable, for any thread. Of a huge text only the beginning is looked at and told, in time linear in its length.
 */
public final class Secrets {
    /** What stands where a secret stood. */
    public static final String MASK = "***";

    /** Characters of a text that are told. */
    static final int LONGEST = 8_192;

    /** Looked at beyond what is told, so that the cut never goes through a secret and shows half of it. */
    private static final int MARGIN = 2_048;

    /** A secret shorter than this may be a common word. */
    static final int TELLING = 8;

    /** What stands between the words of a header: {@code Bearer KEY}, {@code session=KEY; theme=dark}. */
    private static final String BETWEEN_WORDS = "[\\s;,=\"]+";

    private static final String BASIC_SCHEME = "basic ";

    private final Set<String> headers;
    private final Set<String> query;
    private final Set<String> known;

    /** Made for the first text: many a program never tells any. */
    private volatile @Nullable ConfiguredSecrets configured;

    private Secrets(Set<String> headers, Set<String> query, Set<String> known) {
        this.headers = headers;
        this.query = query;
        this.known = known;
    }

    /**
     * What is removed beside that which is recognised by its form.
     *
     * @param headers names of headers that hold credentials, in any case
     * @param query names of query parameters that hold credentials
     * @param known secrets themselves, as the configuration yields them; empty ones do not count
     */
    public static Secrets of(Set<String> headers, Set<String> query, Set<String> known) {
        return new Secrets(Set.copyOf(headers), Set.copyOf(query), Set.copyOf(known));
    }

    /**
     * The text without secrets, those among them that a call itself brought along: peers repeat the key that they
     * refuse, and not every key has a form by which it is known.
     */
    public String removeFrom(String text, Asked asked) {
        String told = text;
        for (String secret : ConfiguredSecrets.literals(broughtBy(asked))) {
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
            if (query.contains(name) || RecognisableSecrets.isNameOfOne(name)) {
                brought.add(pair.substring(equals + 1));
                brought.add(decoded(pair.substring(equals + 1)));
            }
        }
        brought.removeIf(secret -> secret.length() < TELLING);
        return brought;
    }

    /** Of a password by Basic authentication the password alone, too. */
    private static void addWords(String value, Set<String> secrets) {
        secrets.addAll(List.of(value.split(BETWEEN_WORDS)));
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
        int margin = Math.max(MARGIN, configured().longest());
        String looked = huge ? text.substring(0, Math.min(text.length(), LONGEST + margin)) : text;
        String told = RecognisableSecrets.removeFrom(configured().removeFrom(looked));
        return huge ? told.substring(0, Math.max(0, Math.min(LONGEST, told.length() - margin))) + "…" : told;
    }

    private ConfiguredSecrets configured() {
        ConfiguredSecrets made = configured;
        if (made == null) {
            made = ConfiguredSecrets.of(headers, query, known);
            configured = made;
        }
        return made;
    }

    /** Tells no secret. */
    @Override
    public String toString() {
        return "Secrets{known=" + known.size() + "}";
    }
}
