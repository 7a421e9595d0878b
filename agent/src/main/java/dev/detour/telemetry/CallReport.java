package dev.detour.telemetry;

import com.google.auto.value.AutoValue;
import dev.detour.exchange.Asked;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.CallerSpan;
import dev.detour.failure.Failure;
import dev.detour.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/** What there is to tell of a call at one moment. It is read on the thread that hands it over. */
@AutoValue
public abstract class CallReport {
    /** One id for all attempts of a call. */
    public abstract String callId();

    public abstract Asked asked();

    /** The name of the route; null where none matched. */
    public abstract @Nullable String route();

    /** The attempt that this is about. */
    public abstract Attempt attempt();

    /** What failed; of a call that recovered, what failed first; null where nothing did. */
    public abstract @Nullable Failure failure();

    /** In the words of the events; null where there was nothing to decide. */
    public abstract @Nullable String decision();

    /** In the words of the events; null where none needs to be given. */
    public abstract @Nullable String reason();

    /** How long it is waited before the next send, in milliseconds. */
    public abstract long delayMillis();

    /** Sends so far. */
    public abstract int attempts();

    /** Sends that the policy allows; 0 where there is none. */
    public abstract int attemptsAllowed();

    /** How long the call has taken so far, in milliseconds. */
    public abstract long callMillis();

    /** The status of the answer; 0 where none came, or it is not known. */
    public abstract int status();

    /** What the answer says is left of the provider's tightest limit; null where it says nothing. */
    public abstract @Nullable Long limitRemaining();

    /** The application's span in which the call was made; null where there is none. */
    public abstract @Nullable CallerSpan span();

    /** Whether the attempt was sent: where every path has been given a rest, nothing is. */
    boolean wasSent() {
        Failure failure = failure();
        return failure == null || failure.kind() != FailureKind.CIRCUIT_OPEN;
    }

    public static Builder builder() {
        return new AutoValue_CallReport.Builder()
                .delayMillis(0)
                .attempts(1)
                .attemptsAllowed(0)
                .callMillis(0)
                .status(0);
    }

    @AutoValue.Builder
    public abstract static class Builder {
        public abstract Builder callId(String id);

        public abstract Builder asked(Asked asked);

        public abstract Builder route(@Nullable String name);

        public abstract Builder attempt(Attempt attempt);

        public abstract Builder failure(@Nullable Failure failure);

        public abstract Builder decision(@Nullable String code);

        public abstract Builder reason(@Nullable String code);

        public abstract Builder delayMillis(long millis);

        public abstract Builder attempts(int sends);

        public abstract Builder attemptsAllowed(int sends);

        public abstract Builder callMillis(long millis);

        public abstract Builder status(int status);

        public abstract Builder limitRemaining(@Nullable Long remaining);

        public abstract Builder span(@Nullable CallerSpan span);

        public abstract CallReport build();
    }
}
