package dev.detour.config;

/** Text of one line, and not empty. */
final class TextForm implements Form<String> {
    @Override
    public String read(String text) throws Malformed {
        if (text.isBlank()) {
            throw Malformed.because("is empty");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw Malformed.because("holds a line break or another control character");
            }
        }
        return text.trim();
    }

    @Override
    public String show(String text) {
        return Texts.shown(text);
    }
}
