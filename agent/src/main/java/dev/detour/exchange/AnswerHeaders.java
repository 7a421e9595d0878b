package dev.detour.exchange;

import org.jspecify.annotations.Nullable;

/** The headers of an answer, as its client has them. */
@FunctionalInterface
public interface AnswerHeaders {
    /** The first value of a header, by its name in any case; null where there is none. */
    @Nullable
    String first(String name);

    /**
     * Whether some name may hold this part, whatever the case of its letters: where none does, there is no need to ask for
     * each of many names. A client that cannot tell says yes.
     *
     * @param least characters that the name has in all
     */
    default boolean mayHold(String part, int least) {
        return true;
    }
}
