package dev.detour.config;

import java.util.function.Function;

/** How one kind of value is written and shown. */
final class Form<T> {
    /** Reads one. */
    interface Reading<T> {
        T read(String text) throws Malformed;
    }

    private final Reading<T> reading;
    private final Function<T, String> showing;

    private Form(Reading<T> reading, Function<T, String> showing) {
        this.reading = reading;
        this.showing = showing;
    }

    /**
     * A form.
     *
     * @param showing as people write it, without secrets
     */
    static <T> Form<T> of(Reading<T> reading, Function<T, String> showing) {
        return new Form<>(reading, showing);
    }

    T read(String text) throws Malformed {
        return reading.read(text);
    }

    String show(T value) {
        return showing.apply(value);
    }
}
