package dev.detour.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.exchange.Attempt;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Phase;
import dev.detour.exchange.Ticker;
import dev.detour.failure.Classifier;
import dev.detour.failure.Failure;
import dev.detour.failure.FakeAsked;
import dev.detour.failure.Providers;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;

/** An exception of a client, whose texts a peer had a part in: a proxy's answer to CONNECT, a TLS alert, a reset stream. */
final class ExceptionTarget implements Target {
    private static final List<Function<String, Exception>> KINDS = List.of(
            IOException::new,
            SocketException::new,
            ProtocolException::new,
            ConnectException::new,
            EOFException::new,
            SocketTimeoutException::new,
            UnknownHostException::new,
            SSLHandshakeException::new,
            text -> new CompletionException(text, null),
            IllegalArgumentException::new);

    private static final List<Phase> PHASES = List.of(Phase.values());

    private final Classifier classifier = new Classifier(Providers.KNOWN, Planted.secrets(), Ticker.SYSTEM);

    /** A line for each of the chain: a letter for its class, then what it says. */
    @Override
    public void take(byte[] input) {
        String text = new String(input, UTF_8);
        String[] lines = text.split("\n", -1);
        Exception thrown = null;
        for (int i = Math.min(lines.length, 40) - 1; i >= 0; i--) {
            int kind = lines[i].isEmpty() ? 0 : lines[i].charAt(0) % KINDS.size();
            Exception next = KINDS.get(kind).apply(lines[i].isEmpty() ? "" : lines[i].substring(1));
            if (thrown != null && next.getCause() == null && !(next instanceof CompletionException)) {
                next.initCause(thrown);
            }
            thrown = next;
        }
        for (String client : new String[] {"okhttp", "java.net.http"}) {
            FakeAsked asked = Planted.asked(client, "https://api.anthropic.com/v1/messages");
            Attempt attempt = new Attempt(1, asked.url(), null, 0);
            attempt.through("http://proxy.example.com:3128");
            attempt.reached(PHASES.get(input.length % PHASES.size()));
            attempt.to(lines[0]);
            attempt.issuedBy(lines[lines.length - 1]);
            Failure failure = Objects.requireNonNull(
                    classifier.classify(attempt, Outcome.failed(Objects.requireNonNull(thrown)), asked, null));
            Planted.mustNotBeIn(failure.message(), text);
            Planted.mustNotBeIn(failure.issuer(), text);
            Planted.mustNotBeIn(failure.hint(), text);
        }
    }
}
