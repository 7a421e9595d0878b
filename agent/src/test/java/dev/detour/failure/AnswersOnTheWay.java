package dev.detour.failure;

import static dev.detour.failure.VendorErrors.ANTHROPIC;
import static dev.detour.failure.VendorErrors.JSON;
import static dev.detour.failure.VendorErrors.OPENROUTER;
import static dev.detour.failure.VendorErrors.OTHER;
import static dev.detour.failure.VendorErrors.PAGE;
import static dev.detour.failure.VendorErrors.anthropic;
import static dev.detour.failure.VendorErrors.google;
import static dev.detour.failure.VendorErrors.openAi;
import static dev.detour.failure.VendorErrors.row;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The same of gateways, of what else stands between, and of hosts that are no vendor's. */
final class AnswersOnTheWay {
    private AnswersOnTheWay() {}

    static Stream<Arguments> errorsOfGateways() {
        return Stream.of(
                row(
                        OPENROUTER,
                        402,
                        JSON,
                        "{\"error\":{\"code\":402,\"message\":\"Insufficient credits\"}}",
                        "billing_required"),
                row(
                        OPENROUTER,
                        429,
                        JSON,
                        "{\"error\":{\"code\":429,\"message\":\"Rate limit exceeded: free-models-per-min\"}}",
                        "rate_limited"),
                row(
                        OPENROUTER,
                        502,
                        JSON,
                        "{\"error\":{\"code\":502,\"message\":\"Provider returned error\"}}",
                        "server_error"),
                row(
                        OPENROUTER,
                        503,
                        JSON,
                        "{\"error\":{\"code\":503,\"message\":\"No available model provider\"}}",
                        "server_error"),
                row(
                        OTHER,
                        429,
                        JSON + ";x-litellm-version=1.81",
                        openAi("litellm.RateLimitError: AzureException RateLimitError", "throttling_error", "\"429\""),
                        "rate_limited"),
                row(
                        OTHER,
                        400,
                        JSON + ";x-litellm-version=1.81",
                        openAi(
                                "Budget has been exceeded! Current cost: 76.16, Max budget: 10.0",
                                "budget_exceeded",
                                "\"400\""),
                        "quota_exhausted"),
                row(
                        OTHER,
                        429,
                        JSON + ";x-litellm-call-id=1",
                        openAi("litellm.RateLimitError: OpenAIException - insufficient_quota", "None", "\"429\""),
                        "quota_exhausted"),
                row(
                        OTHER,
                        404,
                        JSON + ";x-litellm-call-id=1",
                        openAi("no such model", "None", "\"404\""),
                        "not_found"));
    }

    /** On the way to Anthropic, and none of its own. */
    static Stream<Arguments> answersOfOthers() {
        String kong = "{\"message\":\"no Route matched with those values\"}";
        String spring = "{\"timestamp\":1,\"status\":404,\"error\":\"Not Found\",\"path\":\"/v1/messages\"}";
        return Stream.of(
                row(ANTHROPIC, 404, JSON, kong, "wrong_base_url"),
                row(ANTHROPIC, 404, JSON, spring, "wrong_base_url"),
                row(ANTHROPIC, 404, JSON, "{\"detail\":\"Not Found\"}", "wrong_base_url"),
                row(ANTHROPIC, 405, "content-type=text/plain", "Method Not Allowed", "wrong_base_url"),
                row(ANTHROPIC, 404, "", "<html><body>nginx</body></html>", "wrong_base_url"),
                row(ANTHROPIC, 403, PAGE + ";request-id=1", "<!DOCTYPE html><title>Access denied</title>", "blocked"),
                row(ANTHROPIC, 403, "content-type=application/octet-stream", "", "blocked"),
                row(ANTHROPIC, 403, JSON, "{\"message\":\"forbidden by policy\"}", "auth_rejected"),
                row(ANTHROPIC, 429, PAGE, "<html>slow down</html>", "blocked"),
                row(ANTHROPIC, 429, "content-type=application/json", "", "blocked"),
                row(ANTHROPIC, 429, JSON, "{\"message\":\"API rate limit exceeded\"}", "rate_limited"),
                row(
                        ANTHROPIC,
                        502,
                        JSON,
                        "{\"message\":\"An invalid response was received from the upstream server\"}",
                        "gateway_error"),
                row(ANTHROPIC, 503, JSON, "{\"message\":\"no healthy upstream\"}", "gateway_error"),
                row(ANTHROPIC, 504, "content-type=text/plain", "upstream request timeout", "gateway_error"),
                row(ANTHROPIC, 200, PAGE, "<html><title>Login</title></html>", "intercepted"));
    }

    /** A host that is no vendor's. */
    static Stream<Arguments> answersOfNoVendor() {
        return Stream.of(
                row(
                        OTHER,
                        404,
                        JSON,
                        openAi("No such customer", "invalid_request_error", "\"resource_missing\""),
                        "none"),
                row(OTHER, 404, JSON, google(404, "No such object", "NOT_FOUND", ""), "none"),
                row(OTHER, 400, JSON, "{\"message\":\"no\"}", "none"),
                row(OTHER, 200, PAGE, "<html></html>", "none"),
                row(
                        OTHER,
                        429,
                        JSON,
                        openAi("over", "insufficient_quota", "\"insufficient_quota\""),
                        "quota_exhausted"),
                row(OTHER, 404, JSON, anthropic("not_found_error", "model: x"), "not_found"),
                row(
                        OTHER,
                        400,
                        JSON,
                        anthropic("invalid_request_error", "Your credit balance is too low"),
                        "quota_exhausted"));
    }
}
