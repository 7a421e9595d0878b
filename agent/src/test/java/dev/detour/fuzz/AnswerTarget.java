package dev.detour.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.detour.exchange.Attempt;
import dev.detour.exchange.BodyStart;
import dev.detour.exchange.Outcome;
import dev.detour.exchange.Ticker;
import dev.detour.failure.Classifier;
import dev.detour.failure.Failure;
import dev.detour.failure.FakeAsked;
import dev.detour.failure.Providers;
import dev.detour.failure.RetryAfter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** An answer that is classified: its status, headers and body, as they stand on the wire. */
final class AnswerTarget implements Target {
    private static final byte[] GAP = {'\n', '\n'};

    private final Classifier classifier = new Classifier(Providers.KNOWN, Planted.secrets(), Ticker.SYSTEM);

    @Override
    public void take(byte[] input) {
        int gap = gap(input);
        String[] head = new String(input, 0, gap, UTF_8).split("\n", -1);
        byte[] body = Arrays.copyOfRange(input, Math.min(gap + GAP.length, input.length), input.length);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : head) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).trim(),
                        line.substring(colon + 1).trim());
            }
        }
        BodyStart start = BodyStart.of(
                Arrays.copyOf(body, Math.min(body.length, 2 * BodyStart.MOST)), headers.get("content-encoding"));
        Outcome outcome = Outcome.answered(status(head[0]), headers::get, start);
        for (String url : new String[] {"https://api.anthropic.com/v1/messages", "https://orders.example.com/"}) {
            judge(outcome, Planted.asked("okhttp", url), new String(input, UTF_8));
        }
    }

    private static int gap(byte[] input) {
        for (int i = 0; i + 1 < input.length; i++) {
            if (input[i] == GAP[0] && input[i + 1] == GAP[1]) {
                return i;
            }
        }
        return input.length;
    }

    private static int status(String line) {
        String digits = line.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? 429 : 100 + Integer.parseInt(digits.substring(0, Math.min(3, digits.length()))) % 500;
    }

    private void judge(Outcome outcome, FakeAsked asked, String input) {
        Attempt attempt = new Attempt(1, asked.url(), null, 0);
        classifier.genuineness(attempt, outcome, asked, null).wording();
        Failure failure = classifier.classify(attempt, outcome, asked, null);
        if (failure == null) {
            return;
        }
        Planted.mustNotBeIn(failure.message(), input);
        Planted.mustNotBeIn(failure.requestId(), input);
        Planted.mustNotBeIn(failure.hint(), input);
        Duration wait = failure.retryAfter();
        if (wait != null && (wait.isNegative() || wait.compareTo(RetryAfter.LONGEST) > 0)) {
            throw new AssertionError("asks to wait " + wait);
        }
    }
}
