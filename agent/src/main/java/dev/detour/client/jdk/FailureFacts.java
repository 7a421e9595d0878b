package dev.detour.client.jdk;

import dev.detour.call.Calls;
import dev.detour.exchange.Attempt;
import dev.detour.exchange.NameLookup;
import dev.detour.exchange.Phase;
import dev.detour.network.Issuer;
import dev.detour.network.NameCheck;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Gathers what is known of an attempt once it has failed: until then nothing is read of the client's insides. */
final class FailureFacts {
    private final Calls calls;
    private final NameCheck names = new NameCheck();
    private volatile @Nullable Insides insides;

    FailureFacts(Calls calls) {
        this.calls = calls;
    }

    /** All of it, for a thread that waits for the call anyway: where DNS is to be asked, up to {@link NameCheck#LONGEST}. */
    void note(RoutedRequest request, Throwable failure) throws InterruptedException {
        CompletableFuture<@Nullable NameLookup> lookup = begin(request, failure);
        if (lookup == null) {
            return;
        }
        try {
            found(request, lookup.get(NameCheck.LONGEST.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException unknown) {
            // It stays a name that was not found.
        }
    }

    /** All of it, without a thread that waits; complete when it is there. Null: it is there already. */
    @Nullable
    CompletableFuture<?> noteLater(RoutedRequest request, Throwable failure) {
        CompletableFuture<@Nullable NameLookup> lookup = begin(request, failure);
        return lookup == null
                ? null
                : lookup.handle((found, never) -> {
                    found(request, found);
                    return null;
                });
    }

    private static void found(RoutedRequest request, @Nullable NameLookup lookup) {
        if (lookup != null) {
            request.send().attempt().lookedUp(lookup);
        }
    }

    private @Nullable CompletableFuture<@Nullable NameLookup> begin(RoutedRequest request, Throwable failure) {
        Attempt attempt = request.send().attempt();
        try {
            notePhase(request, failure);
            noteIssuer(attempt, failure);
            closeUnreadable(request, failure);
        } catch (Throwable otherInsides) {
            calls.fault(otherInsides);
        }
        boolean unknown = attempt.phase() == Phase.DNS && attempt.lookup() == null && attempt.proxy() == null;
        return unknown && isUnresolved(failure)
                ? names.of(attempt.target().origin().host())
                : null;
    }

    /**
     * The JDK (17) forgets a connection of HTTP/1.1 whose answer it could not make sense of, and leaves it open: for ever
     * in its selector, with the request and, by that, with us.
     */
    private void closeUnreadable(RoutedRequest request, Throwable failure) throws Throwable {
        Object exchange = request.trail().exchange();
        if (exchange == null || isAnswered(request.send().attempt()) || !isUnreadable(failure)) {
            return;
        }
        Object implementation = insides().implementation(exchange);
        if (implementation != null && insides().isHttp1(implementation)) {
            insides().close(insides().connection(implementation));
        }
    }

    private static boolean isUnreadable(Throwable failure) {
        Throwable next = failure;
        for (int depth = 0; next != null && depth < 8; depth++) {
            if (next instanceof ProtocolException) {
                return true;
            }
            next = next.getCause();
        }
        return false;
    }

    /** What the exception alone tells of a certificate that was refused. */
    static void noteIssuer(Attempt attempt, Throwable failure) {
        String issuer = Issuer.of(failure);
        if (issuer != null) {
            attempt.issuedBy(issuer);
        }
    }

    private static boolean isUnresolved(Throwable failure) {
        Throwable next = failure;
        for (int depth = 0; next != null && depth < 8; depth++) {
            if (next instanceof UnresolvedAddressException) {
                return true;
            }
            next = next.getCause();
        }
        return false;
    }

    private void notePhase(RoutedRequest request, Throwable failure) throws Throwable {
        Attempt attempt = request.send().attempt();
        Object exchange = request.trail().exchange();
        if (exchange == null || isAnswered(attempt)) {
            return;
        }
        Object implementation = insides().implementation(exchange);
        if (implementation == null) {
            // HTTP/2 has no stream yet: the connection was still being made, and the hooks saw how far it came.
            attempt.on(false);
            return;
        }
        attempt.speaking(insides().isHttp1(implementation) ? "http/1.1" : "h2");
        if (insides().isLeftOut(implementation)) {
            attempt.leaveOut();
        }
        Phase reached = reached(request, implementation, failure);
        if (reached != null) {
            attempt.reached(reached);
        }
    }

    private static boolean isAnswered(Attempt attempt) {
        Phase phase = attempt.phase();
        return phase != null && phase.compareTo(Phase.HEADERS) >= 0;
    }

    /** Null: as far as the hooks saw. */
    private @Nullable Phase reached(RoutedRequest request, Object implementation, Throwable failure) throws Throwable {
        Attempt attempt = request.send().attempt();
        if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
            // Nothing stood, even where the client had not come to connecting yet.
            attempt.on(false);
            return null;
        }
        Object connection = insides().connection(implementation);
        if (attempt.isReused() || connection == null || !insides().isHttp1(implementation)) {
            return request.requestPhase();
        }
        Phase seen = attempt.phase();
        if (seen == null || seen.compareTo(Phase.TLS) < 0) {
            return null;
        }
        return insides().isShakingHands(connection) || isAlert(failure) ? Phase.TLS : request.requestPhase();
    }

    /** In TLS 1.3 a server turns a client down after the client has seen the handshake's end. The text is the JDK's own. */
    private static boolean isAlert(Throwable failure) {
        String message = failure instanceof SSLException ? failure.getMessage() : null;
        return message != null && message.contains("Received fatal alert");
    }

    /** Whether a request of this attempt went out before the client began it anew. */
    boolean wasSent(RoutedRequest request) throws Throwable {
        Object exchange = request.trail().exchange();
        Object implementation = exchange == null ? null : insides().implementation(exchange);
        Object connection = implementation == null ? null : insides().connection(implementation);
        if (connection == null) {
            return false;
        }
        Attempt attempt = request.send().attempt();
        Phase seen = attempt.phase();
        boolean stands =
                seen != null && seen.compareTo(Phase.TLS) >= 0 && !insides().isShakingHands(connection);
        return attempt.isReused() || stands;
    }

    /** The client sends anew, by itself, what {@linkplain #wasSent was sent}. */
    void sentAgain(Attempt attempt) throws Throwable {
        attempt.sentAgainUnasked();
        if (insides().repeatsAll()) {
            attempt.leaveInDoubt();
        }
    }

    /** Whatever else lies idle in the pool where this attempt's connection came from is as old as that one was. */
    void closeIdle(RoutedRequest failed) {
        try {
            Object exchange = failed.trail().exchange();
            Object implementation = exchange == null ? null : insides().implementation(exchange);
            Object connection = implementation == null ? null : insides().connection(implementation);
            if (connection != null) {
                insides().closeIdleLike(connection);
            }
        } catch (Throwable otherInsides) {
            calls.fault(otherInsides);
        }
    }

    private Insides insides() throws ReflectiveOperationException {
        Insides known = insides;
        if (known == null) {
            known = new Insides();
            insides = known;
        }
        return known;
    }
}
