package dev.detour.client.okhttp.adapter;

import dev.detour.exchange.Attempt;
import dev.detour.exchange.NameLookup;
import dev.detour.exchange.Phase;
import dev.detour.network.Answers;
import dev.detour.network.Issuer;
import dev.detour.network.NameCheck;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Gathers what is known of an attempt once it has failed. OkHttp's threads wait for their calls: DNS is asked on them. */
final class FailureFacts {
    private final NameCheck names;

    FailureFacts(NameCheck names) {
        this.names = names;
    }

    /**
     * Notes them.
     *
     * @param mayWait whether the call has time for {@link NameCheck#LONGEST}
     */
    void note(Attempt attempt, Throwable failure, boolean mayWait) {
        Phase phase = FailurePhase.of(failure);
        if (phase != null) {
            attempt.reached(phase);
        }
        String issuer = Issuer.of(failure);
        if (issuer != null) {
            attempt.issuedBy(issuer);
        }
        if (failure instanceof UnknownHostException && attempt.proxy() == null) {
            NameLookup lookup = lookup(attempt, failure, mayWait);
            if (lookup != null) {
                attempt.lookedUp(lookup);
            }
        }
    }

    private @Nullable NameLookup lookup(Attempt attempt, Throwable failure, boolean mayWait) {
        String message = failure.getMessage();
        if (message != null && message.startsWith(Answers.REFUSED)) {
            return NameLookup.REFUSED;
        }
        try {
            return mayWait
                    ? names.of(attempt.target().origin().host())
                            .get(NameCheck.LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                    : null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException | TimeoutException unknown) {
            return null;
        }
    }
}
