package dev.detour.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What woven code has told, and what it is to be answered. */
public final class Witness {
    private static final List<String> SEEN = new ArrayList<>();
    private static final Map<String, Object> ANSWERS = new HashMap<>();

    private Witness() {}

    public static void saw(Object... words) {
        SEEN.add(Arrays.deepToString(words));
    }

    public static @Nullable Object asks(String question, @Nullable Object... words) {
        SEEN.add(question + Arrays.deepToString(words));
        return ANSWERS.get(question);
    }

    static void answer(Map<String, Object> answers) {
        SEEN.clear();
        ANSWERS.clear();
        ANSWERS.putAll(answers);
    }

    static List<String> seen() {
        return List.copyOf(SEEN);
    }
}
