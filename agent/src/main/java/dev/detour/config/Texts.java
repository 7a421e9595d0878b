package dev.detour.config;

import dev.detour.exchange.Secrets;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How words of the user stand in a message of ours. */
final class Texts {
    /** Characters of a text that are shown. */
    static final int LONGEST = 100;
    /** Of a text that is shown; secrets that are taken out make room for what follows them. */
    private static final int LOOKED_AT = 2_000;

    private static final Pattern USER_INFO = Pattern.compile("://.*@");
    /** A proxy or a listener whose scheme was forgotten, or never belonged there. */
    private static final Pattern USER_INFO_ALONE = Pattern.compile("(?<=^|[\\s,'\"])[^\\s/@,'\":]+:(?!//)[^\\s@]*@");

    private static final Pattern QUERY = Pattern.compile("(://[^?\\s]*)\\?.*");

    /** People put keys where none belong: those that can be recognised as such are shown nowhere. */
    private static final Secrets SECRETS = Secrets.of(Set.of(), Set.of(), Set.of());

    private Texts() {}

    /** In one line of bearable length; of a URL neither user info nor query: they may be secret. */
    static String shown(String text) {
        String plain = USER_INFO_ALONE
                .matcher(USER_INFO.matcher(beginning(text)).replaceAll("://***@"))
                .replaceAll("***@");
        String safe = SECRETS.removeFrom(QUERY.matcher(plain).replaceAll("$1?***"));
        boolean isLonger = safe.codePointCount(0, safe.length()) > LONGEST;
        String told = isLonger ? safe.substring(0, safe.offsetByCodePoints(0, LONGEST)) : safe;
        StringBuilder shown = new StringBuilder(told);
        for (int i = 0; i < told.length(); i++) {
            if (Character.isISOControl(told.charAt(i)) || told.charAt(i) == '\u2028') {
                shown.setCharAt(i, ' ');
            }
        }
        return isLonger ? shown.append('…').toString() : shown.toString();
    }

    /**
     * As much as can matter: the expressions take the square of its length. Where the end of a user's password may lie
     * behind the cut, it is said to lie there.
     */
    private static String beginning(String text) {
        if (text.length() <= LOOKED_AT) {
            return text;
        }
        return text.substring(0, LOOKED_AT) + (text.indexOf('@', LOOKED_AT) < 0 ? "" : "@");
    }

    /** The nearest of the known words; null where none is near enough to have been meant. */
    static @Nullable String nearest(String word, Collection<String> known) {
        String nearest = null;
        int least = Math.max(1, Math.min(word.length() / 3, 3)) + 1;
        for (String candidate : known) {
            int distance = word.length() > 64 ? least : distance(word, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Damerau and Levenshtein: two characters that changed places are one slip. */
    private static int distance(String one, String other) {
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : step(steps, one, other, i, j);
            }
        }
        return steps[one.length()][other.length()];
    }

    private static int step(int[][] steps, String one, String other, int i, int j) {
        int changed = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int least = Math.min(steps[i - 1][j - 1] + changed, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }
}
