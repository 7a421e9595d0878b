package dev.detour.config;

import org.jspecify.annotations.Nullable;

/** A file piece by piece, as it is written, whichever of the two notations that is. */
interface Tokens extends AutoCloseable {
    /** What stands at one place. Keys of a mapping are scalars. */
    enum Token {
        MAPPING,
        SEQUENCE,
        /** Of the innermost mapping or sequence. */
        END,
        SCALAR,
        /** A value that is left empty, or says so. */
        NOTHING,
        /** Another document. */
        DOCUMENT,
        END_OF_FILE
    }

    /**
     * Goes on to the next place.
     *
     * @throws Unreadable where nothing can be understood from there on
     */
    Token next() throws Unreadable;

    /** Where the current token begins. */
    Where where();

    /** A scalar as it is written; any for a key. */
    String text() throws Unreadable;

    /** What nobody may use, for the value at the current place; null where all is well. */
    @Nullable
    String refused();

    @Override
    void close();
}
