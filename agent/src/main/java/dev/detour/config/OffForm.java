package dev.detour.config;

import java.util.Optional;

/** What may also be left to nothing: {@code off}. */
final class OffForm<T> implements Form<Optional<T>> {
    private final Form<T> form;

    OffForm(Form<T> form) {
        this.form = form;
    }

    @Override
    public Optional<T> read(String text) throws Malformed {
        return text.equals("off") ? Optional.empty() : Optional.of(form.read(text));
    }

    @Override
    public String show(Optional<T> value) {
        return value.isPresent() ? form.show(value.get()) : "off";
    }
}
