package dev.detour.failure;

import com.google.auto.value.AutoValue;
import dev.detour.exchange.BodyStart;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One failure of one attempt: its code, what may be done about it, and what is known of it. Only its body may hold secrets. */
@AutoValue
public abstract class Failure {
    public abstract FailureKind kind();

    /** What the dictionary allows in this very case. */
    public abstract Disposition disposition();

    /** The status of the answer, or of the proxy's answer to CONNECT; 0 where there is none. */
    public abstract int status();

    /** What the exceptions, or the provider's own error, say, secrets removed; null where none says anything. */
    public abstract @Nullable String message();

    /** The classes of the exceptions, the one that was thrown first; null where there is none. */
    public abstract @Nullable String exception();

    /** Who issued the certificate that was refused; null where none was, or it is not known. */
    public abstract @Nullable String issuer();

    /** By which the provider finds the call in its own log; null where the answer names none. */
    public abstract @Nullable String requestId();

    /** How long the answer asks to wait; null where it does not. Never negative, at most a day. */
    public abstract @Nullable Duration retryAfter();

    /** From the start of the attempt until it failed; null where that is not known. */
    public abstract @Nullable Duration lasted();

    /** What the answer says is left of the tightest limit, in requests or tokens; null where it says nothing. */
    public abstract @Nullable Long limitRemaining();

    /** Whether the answer says itself that to send again is worth it ({@code x-should-retry}); null: it does not. */
    public abstract @Nullable Boolean shouldRetry();

    /** The URL that was probably meant; null where it is not known, or the one sent is none of the failure's causes. */
    public abstract @Nullable String probableUrl();

    /** The start of the answer's body, as it came: whoever tells it has to remove the secrets. */
    public abstract BodyStart body();

    static Builder builder(FailureKind kind, int status) {
        return new AutoValue_Failure.Builder()
                .body(BodyStart.UNSEEN)
                .kind(kind)
                .disposition(kind.disposition(status))
                .status(status);
    }

    /**
     * A failure that no attempt shows: an open breaker, a deadline that passed between attempts, the end of a stream.
     *
     * @param message what is known of it, without secrets; null: nothing
     */
    public static Failure of(FailureKind kind, @Nullable String message) {
        return builder(kind, 0).message(message).build();
    }

    /** The kind's code, for short. */
    public final String code() {
        return kind().code();
    }

    /** The kind's hint, with what is known of this case. */
    public final String hint() {
        if (kind() == FailureKind.TLS_UNTRUSTED && issuer() != null) {
            return "The certificate was issued by \"" + issuer() + "\". " + kind().hint();
        }
        if (probableUrl() != null) {
            return "It should probably be " + probableUrl() + ". " + kind().hint();
        }
        if (kind() == FailureKind.STALE_CONNECTION && LostAnswer.isIn(message())) {
            return LostAnswer.HINT;
        }
        if (kind() == FailureKind.RATE_LIMITED) {
            return limitHint() + kind().hint();
        }
        return Ceiling.hint(kind(), lasted()) + kind().hint();
    }

    private String limitHint() {
        Duration wait = retryAfter();
        Long left = limitRemaining();
        if (wait == null && left == null) {
            return "";
        }
        String asked = wait == null ? "" : "The provider asks to wait " + text(wait);
        String rest = left == null ? "" : (left == 0 ? "nothing is" : left + " are") + " left of its tightest limit";
        String both = asked.isEmpty() || rest.isEmpty() ? asked + rest : asked + "; " + rest;
        return Character.toUpperCase(both.charAt(0)) + both.substring(1) + ". ";
    }

    private static String text(Duration wait) {
        return wait.compareTo(Duration.ofSeconds(1)) < 0 ? wait.toMillis() + " ms" : wait.toSeconds() + " s";
    }

    @AutoValue.Builder
    abstract static class Builder {
        abstract Builder kind(FailureKind kind);

        abstract Builder disposition(Disposition disposition);

        abstract Builder status(int status);

        abstract Builder message(@Nullable String message);

        abstract Builder exception(@Nullable String classes);

        abstract Builder issuer(@Nullable String distinguishedName);

        abstract Builder requestId(@Nullable String id);

        abstract Builder retryAfter(@Nullable Duration wait);

        abstract Builder lasted(@Nullable Duration sinceStart);

        abstract Builder limitRemaining(@Nullable Long remaining);

        abstract Builder shouldRetry(@Nullable Boolean should);

        abstract Builder body(BodyStart body);

        abstract Builder probableUrl(@Nullable String url);

        abstract Failure build();
    }
}
