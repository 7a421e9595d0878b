package dev.detour.telemetry;

import dev.detour.failure.Layer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event as a sentence for people. Pure. */
final class LogLine {
    /** The layer of answers, whose message is the provider's own. */
    private static final String ANSWERS = Layer.HTTP.code();

    /** The other kinds whose hint refers to the message. */
    private static final Set<String> TOLD_BY_MESSAGE = Set.of(
            "unknown", "invalid_request", "tls_alert", "tls_rejected", "h2_reset", "stream_error", "circuit_open");

    /** Why it ends there. */
    private static final Map<String, String> REASONS = Map.of(
            "policy", "its route allows no more",
            "unsafe", "the request may have been acted on",
            "budget", "the retry budget is used up",
            "deadline", "no time is left",
            "body", "the body cannot be sent twice",
            "delivered", "the application has the answer already",
            "caller_retries", "the caller retries by itself",
            "no_path", "there is no other path");

    private static final int LONGEST_MESSAGE = 500;

    private LogLine() {}

    static String of(Event event) {
        switch (event.name()) {
            case ATTEMPT_FAILED:
            case CALL_FAILED:
            case STREAM_FAILED:
                return failed(event);
            case CALL_RECOVERED:
                return "recovered" + where(event) + ": answered at attempt " + event.number(Event.Key.ATTEMPT)
                        + " after " + event.text(Event.Key.KIND) + ", " + event.number(Event.Key.CALL_MS)
                        + " ms in all.";
            case CALL_SLOW:
                return "slow" + where(event) + ": the answer began after " + event.number(Event.Key.FIRST_BYTE_MS)
                        + " ms.";
            case BREAKER_OPENED:
                return subject(event) + opened(event) + hint(event);
            case BREAKER_CLOSED:
                return subject(event) + ": calls go there again.";
            case LEFT_ALONE:
                return "left alone " + event.text(Event.Key.URL) + ": " + event.text(Event.Key.MESSAGE) + ".";
            case AGENT_ERROR:
                return "an error of its own, which the application does not see; more of the kind are only counted: "
                        + event.text(Event.Key.MESSAGE);
            default:
                return event.name().code() + " " + event.values();
        }
    }

    static String succeeded(Event event) {
        return "answered" + where(event) + ": " + event.number(Event.Key.CALL_MS) + " ms.";
    }

    /** For what was told already and has happened again since. */
    static String again(Event event, long count, Duration span) {
        return subject(event) + ": " + count + " more like it in " + Math.max(1, span.toSeconds()) + " s.";
    }

    private static String subject(Event event) {
        switch (event.name()) {
            case BREAKER_OPENED:
                return "breaker opened" + path(event);
            case BREAKER_CLOSED:
                return "breaker closed" + path(event);
            default:
                return (event.text(Event.Key.KIND) == null ? event.name().code() : kind(event)) + where(event);
        }
    }

    private static String failed(Event event) {
        String done = done(event);
        return kind(event) + where(event) + (done.isEmpty() ? "" : ": " + done) + "." + message(event) + " Hint: "
                + event.text(Event.Key.HINT);
    }

    private static String path(Event event) {
        return " for path " + event.text(Event.Key.PATH) + " of route " + event.text(Event.Key.ROUTE) + " ("
                + event.text(Event.Key.TARGET) + ")";
    }

    private static String opened(Event event) {
        long failures = event.number(Event.Key.FAILURES);
        long open = event.number(Event.Key.OPEN_MS);
        String kind = event.text(Event.Key.KIND);
        return (failures == 0 ? "" : " after " + failures + " failures in a row")
                + (kind == null ? "" : ", the last " + kind)
                + (open == 0 ? "." : ": no calls go there for " + open + " ms.");
    }

    private static String hint(Event event) {
        String hint = event.text(Event.Key.HINT);
        return hint == null ? "" : " Hint: " + hint;
    }

    private static String kind(Event event) {
        long status = event.number(Event.Key.STATUS);
        return event.text(Event.Key.KIND) + (status == 0 ? "" : " (" + status + ")");
    }

    /** What was called, and which way it went. */
    private static String where(Event event) {
        String url = event.text(Event.Key.URL);
        if (url == null || event.name() == Event.Name.LEFT_ALONE) {
            return "";
        }
        StringBuilder where = new StringBuilder(" calling ").append(url);
        String target = event.text(Event.Key.TARGET);
        if (target != null && !target.equals(url)) {
            String path = event.text(Event.Key.PATH);
            boolean named = path != null && !target.startsWith(path);
            where.append(" via ").append(named ? path + " (" + target + ")" : target);
        }
        String proxy = event.text(Event.Key.PROXY);
        return where.append(proxy == null ? "" : " through proxy " + proxy).toString();
    }

    private static String done(Event event) {
        String decision = event.text(Event.Key.DECISION);
        String because = because(event.text(Event.Key.REASON));
        if (event.name() == Event.Name.STREAM_FAILED) {
            return "after " + event.number(Event.Key.BYTES) + " bytes of the answer";
        }
        if (decision == null) {
            return "";
        }
        switch (decision) {
            case "retry":
                return attempt(event) + ", retrying" + soon(event);
            case "move":
                return attempt(event) + ", moving to the next path";
            case "would_retry":
                return "only observed, would retry" + soon(event);
            case "would_move":
                return "only observed, would move to the next path";
            case "give_up":
                return attempt(event) + ", giving up" + because;
            case "hand_back":
                return attempt(event) + ", the application gets the answer" + because;
            default:
                return decision + because;
        }
    }

    private static String attempt(Event event) {
        long allowed = event.number(Event.Key.ATTEMPTS_ALLOWED);
        return "attempt " + event.number(Event.Key.ATTEMPT) + (allowed == 0 ? "" : " of " + allowed);
    }

    private static String soon(Event event) {
        long delay = event.number(Event.Key.DELAY_MS);
        return delay == 0 ? " at once" : " in " + delay + " ms";
    }

    private static String because(@Nullable String reason) {
        return reason == null ? "" : " (" + REASONS.getOrDefault(reason, reason) + ")";
    }

    private static String message(Event event) {
        String message = event.text(Event.Key.MESSAGE);
        boolean isTold = ANSWERS.equals(event.text(Event.Key.LAYER))
                || TOLD_BY_MESSAGE.contains(String.valueOf(event.text(Event.Key.KIND)));
        if (message == null || !isTold) {
            return "";
        }
        String shown = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…";
        String exception = event.text(Event.Key.EXCEPTION);
        return " It says: " + (exception == null ? "" : exception + ": ") + shown + (shown.endsWith(".") ? "" : ".");
    }

    /** Nobody writes lines of their own into a log by the text of an exception or URL. */
    static String withoutControls(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
