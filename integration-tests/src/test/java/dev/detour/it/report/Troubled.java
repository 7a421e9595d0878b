package dev.detour.it.report;

import dev.detour.it.servers.Answer;
import dev.detour.it.servers.Received;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** Answers as the case in the query says, in the forms of the vendors. */
final class Troubled implements Function<Received, Answer> {
    private static final String BEGUN = "event: message_start\ndata: {\"type\":\"message_start\"}";

    private final CountDownLatch never;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    Troubled(CountDownLatch never) {
        this.never = never;
    }

    @Override
    public Answer apply(Received request) {
        String trouble = request.target().substring(request.target().indexOf('=') + 1);
        boolean first = seen.add(trouble);
        return switch (trouble) {
            case "overloaded" -> anthropic(529, "overloaded_error", "Overloaded");
            case "no-upstream" ->
                Answer.of(503).header("content-type", "text/html").body("<title>503 No upstream</title>");
            case "key" -> anthropic(401, "authentication_error", "invalid x-api-key");
            case "limit" ->
                first
                        ? anthropic(429, "rate_limit_error", "This request would exceed your rate limit")
                                .header("retry-after", "1")
                        : Answer.json(200, "{}");
            case "cut" -> Answer.events(BEGUN);
            case "short" ->
                Answer.json(200, "{\"type\":\"message\"")
                        .header("content-length", "900")
                        .cut(false);
            case "quota" -> openAi(429, "insufficient_quota", "You exceeded your current quota");
            case "failing" -> openAi(500, "server_error", "The server had an error");
            case "reset" -> Answer.none(true);
            case "late" -> Answer.json(200, "{}").heldBy(never);
            case "page" -> Answer.of(403).header("content-type", "text/html").body("<title>Access denied</title>");
            default ->
                trouble.startsWith("failing-once") && first
                        ? openAi(500, "server_error", "The server had an error")
                        : Answer.json(200, "{}");
        };
    }

    private static Answer anthropic(int status, String type, String message) {
        return Answer.json(
                        status,
                        "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}")
                .header("request-id", "req_011CTest" + status);
    }

    private static Answer openAi(int status, String type, String message) {
        return Answer.json(
                        status,
                        "{\"error\":{\"message\":\"" + message + "\",\"type\":\"" + type
                                + "\",\"param\":null,\"code\":\"" + type + "\"}}")
                .header("x-request-id", "req_test" + status);
    }
}
