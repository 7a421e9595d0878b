package dev.detour.config;

import java.util.Locale;
import java.util.Map;

/** One of a few words, in lower case; the first word of a value is the one that is shown. */
final class ChoiceForm<T> implements Form<T> {
    private final Map<String, T> words;

    ChoiceForm(Map<String, T> words) {
        this.words = words;
    }

    @Override
    public T read(String text) throws Malformed {
        T value = words.get(text.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw Malformed.because(
                    "is none of " + String.join(", ", words.keySet()),
                    Texts.nearest(text.toLowerCase(Locale.ROOT), words.keySet()));
        }
        return value;
    }

    @Override
    public String show(T value) {
        for (Map.Entry<String, T> entry : words.entrySet()) {
            if (entry.getValue().equals(value)) {
                return entry.getKey();
            }
        }
        return String.valueOf(value);
    }
}
