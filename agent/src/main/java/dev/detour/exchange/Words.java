package dev.detour.exchange;

/** Looks for words in what peers write. */
public final class Words {
    private static final char LAST_OF_ASCII = 127;

    private Words() {}

    /**
     * Whether a text holds a word, whatever the case of its letters. In time linear in the text's length, which to turn it
     * into small letters is not: where one becomes two (U+0130), the JDK copies the whole of it each time.
     */
    public static boolean hold(String text, String word) {
        if (word.isEmpty()) {
            return true;
        }
        char small = Character.toLowerCase(word.charAt(0));
        char capital = Character.toUpperCase(small);
        for (int i = 0; i + word.length() <= text.length(); i++) {
            char next = text.charAt(i);
            boolean mayBegin = next == small || next == capital || next > LAST_OF_ASCII;
            if (mayBegin && text.regionMatches(true, i, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }
}
