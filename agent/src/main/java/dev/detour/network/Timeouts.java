package dev.detour.network;

import com.google.auto.value.AutoValue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Limits that take the place of the application's; null: the application's own stands. */
@AutoValue
public abstract class Timeouts {
    private static final Timeouts NONE = of(null, null, null, null);

    public abstract @Nullable Duration connect();

    /** From the request's start to the answer's head. */
    public abstract @Nullable Duration firstByte();

    /** Between two pieces of the body. */
    public abstract @Nullable Duration idle();

    /** The whole call, all attempts and waits. */
    public abstract @Nullable Duration total();

    public static Timeouts of(
            @Nullable Duration connect,
            @Nullable Duration firstByte,
            @Nullable Duration idle,
            @Nullable Duration total) {
        return new AutoValue_Timeouts(connect, firstByte, idle, total);
    }

    public static Timeouts none() {
        return NONE;
    }
}
