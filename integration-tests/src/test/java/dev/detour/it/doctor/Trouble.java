package dev.detour.it.doctor;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trouble that was made, and what the doctor must say of it.
 *
 * @param code of the verdict; null: nothing is wrong
 * @param says words that the verdict must have
 * @param words of the command, the URL first
 */
record Trouble(String name, @Nullable String code, List<String> says, List<String> words) {
    static Trouble of(String name, @Nullable String code, String... words) {
        return new Trouble(name, code, List.of(), Arrays.asList(words));
    }

    Trouble saying(String... expected) {
        return new Trouble(name, code, Arrays.asList(expected), words);
    }

    @Override
    public String toString() {
        return name;
    }
}
