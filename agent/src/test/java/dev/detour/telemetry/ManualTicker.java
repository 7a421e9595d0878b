package dev.detour.telemetry;

import dev.detour.exchange.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still until it is moved. */
final class ManualTicker implements Ticker {
    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    private final AtomicLong nanos = new AtomicLong(1_000_000_000);

    void move(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos.get() - 1_000_000_000);
    }
}
