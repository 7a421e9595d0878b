package dev.detour.config;

import java.time.Duration;

/** Two durations, the first not longer than the second; one stands for both. */
final class Span {
    final Duration first;
    final Duration longest;

    Span(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    @Override
    public String toString() {
        return DurationForm.shown(first) + ".." + DurationForm.shown(longest);
    }

    /** As {@link #toString} writes it. */
    static final class OfText implements Form<Span> {
        @Override
        public Span read(String text) throws Malformed {
            int dots = text.indexOf("..");
            Duration first = Forms.POSITIVE_DURATION.read(
                    dots < 0 ? text : text.substring(0, dots).trim());
            Duration longest = dots < 0
                    ? first
                    : Forms.POSITIVE_DURATION.read(text.substring(dots + 2).trim());
            if (first.compareTo(longest) > 0) {
                throw Malformed.because("begins with the longer one", new Span(longest, first).toString());
            }
            return new Span(first, longest);
        }

        @Override
        public String show(Span span) {
            return span.toString();
        }
    }
}
