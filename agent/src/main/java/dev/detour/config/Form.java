package dev.detour.config;

import java.util.function.Function;

/** How one kind of value is written and shown. */
interface Form<T> {
    /**
     * Reads one.
     *
     * @throws Malformed where the text means none
     */
    T read(String text) throws Malformed;

    /** As people write it, without secrets. */
    String show(T value);

    /** Reads one. */
    interface Reading<T> {
        T read(String text) throws Malformed;
    }

    /** A form that only one place has. */
    static <T> Form<T> of(Reading<T> reading, Function<T, String> showing) {
        return new Form<>() {
            @Override
            public T read(String text) throws Malformed {
                return reading.read(text);
            }

            @Override
            public String show(T value) {
                return showing.apply(value);
            }
        };
    }
}
