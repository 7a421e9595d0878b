package dev.detour.exchange;

import java.time.Instant;

/** Time, so that tests can move it by hand. */
public interface Ticker {
    /** Nanoseconds from some fixed point; only differences mean anything. */
    long nanos();

    /** The time of day, for what people read. */
    Instant now();

    /** The machine's own. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }
    };
}
