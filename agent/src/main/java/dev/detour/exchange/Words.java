package dev.detour.exchange;

/** Looks for words in what peers write. */
public final class Words {
    private Words() {}

    /**
     * Whether a text holds a word, whatever the case of its letters. In time linear in the text's length, which to turn it
     * into small letters is not: where one becomes two (U+0130), the JDK copies the whole of it each time.
     */
    public static boolean hold(String text, String word) {
        for (int i = 0; i + word.length() <= text.length(); i++) {
            if (text.regionMatches(true, i, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }
}
