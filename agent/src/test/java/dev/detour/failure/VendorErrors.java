package dev.detour.failure;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Errors as the vendors really write them, and what is to be made of each: URL, status, headers, body, code. */
final class VendorErrors {
    static final String ANTHROPIC = "https://api.anthropic.com/v1/messages";
    static final String OPENAI = "https://api.openai.com/v1/chat/completions";
    static final String AZURE = "https://mine.openai.azure.com/openai/deployments/d/chat/completions";
    static final String GOOGLE = "https://generativelanguage.googleapis.com/v1beta/models/g:generateContent";
    static final String OPENROUTER = "https://openrouter.ai/api/v1/chat/completions";
    static final String OTHER = "https://orders.example.com/v1/orders";

    static final String JSON = "content-type=application/json";
    static final String PAGE = "content-type=text/html";

    private VendorErrors() {}

    static Arguments row(String url, int status, String headers, String body, String code) {
        return Arguments.of(url, status, headers, body, code);
    }

    static Stream<Arguments> errorsOfAnthropic() {
        return Stream.of(
                row(
                        ANTHROPIC,
                        400,
                        JSON,
                        anthropic("invalid_request_error", "max_tokens: Field required"),
                        "request_rejected"),
                row(
                        ANTHROPIC,
                        400,
                        JSON,
                        anthropic(
                                "invalid_request_error",
                                "Your credit balance is too low to access the Anthropic API. Please go to Plans &"
                                        + " Billing to upgrade or purchase credits."),
                        "quota_exhausted"),
                row(
                        ANTHROPIC,
                        400,
                        JSON,
                        anthropic(
                                "invalid_request_error",
                                "You have reached your specified API usage limits. You will regain access on 2026-12-01"
                                        + " at 00:00 UTC."),
                        "quota_exhausted"),
                row(ANTHROPIC, 401, JSON, anthropic("authentication_error", "invalid x-api-key"), "auth_rejected"),
                row(
                        ANTHROPIC,
                        402,
                        JSON,
                        anthropic("billing_error", "There is an issue with billing"),
                        "billing_required"),
                row(ANTHROPIC, 403, JSON, anthropic("permission_error", "Not allowed"), "auth_rejected"),
                row(ANTHROPIC, 404, JSON, anthropic("not_found_error", "model: claude-9"), "not_found"),
                row(
                        ANTHROPIC,
                        413,
                        JSON,
                        anthropic("request_too_large", "Request exceeds the maximum size"),
                        "request_rejected"),
                row(
                        ANTHROPIC,
                        429,
                        JSON,
                        anthropic("rate_limit_error", "Number of request tokens has exceeded"),
                        "rate_limited"),
                row(ANTHROPIC, 500, JSON, anthropic("api_error", "Internal server error"), "server_error"),
                row(ANTHROPIC, 500, JSON, anthropic("overloaded_error", "Overloaded"), "overloaded"),
                row(ANTHROPIC, 504, JSON, anthropic("timeout_error", "Request timed out"), "server_error"),
                row(ANTHROPIC, 529, JSON, anthropic("overloaded_error", "Overloaded"), "overloaded"),
                row(ANTHROPIC, 529, "", "", "overloaded"));
    }

    static String anthropic(String type, String message) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message
                + "\"},\"request_id\":\"req_011CSHoEeqs5C35K2UUqR7Fy\"}";
    }

    static Stream<Arguments> errorsOfOpenAi() {
        return Stream.of(
                row(
                        OPENAI,
                        401,
                        JSON,
                        openAi(
                                "Incorrect API key provided: sk-abc*****xyz.",
                                "invalid_request_error",
                                "\"invalid_api_key\""),
                        "auth_rejected"),
                row(
                        OPENAI,
                        403,
                        JSON,
                        openAi(
                                "Country, region, or territory not supported",
                                "request_forbidden",
                                "\"unsupported_country_region_territory\""),
                        "auth_rejected"),
                row(
                        OPENAI,
                        404,
                        JSON,
                        openAi("The model `gpt-9` does not exist", "invalid_request_error", "\"model_not_found\""),
                        "not_found"),
                row(
                        OPENAI,
                        429,
                        JSON,
                        openAi("Rate limit reached for gpt-4o on tokens per min", "tokens", "\"rate_limit_exceeded\""),
                        "rate_limited"),
                row(
                        OPENAI,
                        429,
                        JSON,
                        openAi(
                                "You exceeded your current quota, please check your plan and billing details.",
                                "insufficient_quota",
                                "\"insufficient_quota\""),
                        "quota_exhausted"),
                row(
                        OPENAI,
                        429,
                        JSON,
                        openAi("Your account is not active", "billing_not_active", "\"billing_not_active\""),
                        "quota_exhausted"),
                row(
                        OPENAI,
                        400,
                        JSON,
                        openAi(
                                "Billing hard limit has been reached",
                                "image_generation_user_error",
                                "\"billing_hard_limit_reached\""),
                        "quota_exhausted"),
                row(OPENAI, 500, JSON, openAi("The server had an error", "server_error", "null"), "server_error"),
                row(
                        OPENAI,
                        503,
                        JSON,
                        openAi("The engine is currently overloaded, please try again later", "server_error", "null"),
                        "overloaded"),
                row(OPENAI, 503, JSON, openAi("Slow down", "requests", "\"slow_down\""), "overloaded"));
    }

    static String openAi(String message, String type, String code) {
        return "{\n  \"error\": {\n    \"message\": \"" + message + "\",\n    \"type\": \"" + type
                + "\",\n    \"param\": null,\n    \"code\": " + code + "\n  }\n}\n";
    }

    static Stream<Arguments> errorsOfAzure() {
        return Stream.of(
                row(
                        AZURE,
                        401,
                        JSON,
                        "{\"error\":{\"code\":\"401\",\"message\":\"Access denied due to invalid subscription key\"}}",
                        "auth_rejected"),
                row(
                        AZURE,
                        403,
                        JSON,
                        "{\"statusCode\":403,\"message\":\"Out of call volume quota. Quota will be replenished in 02:12:34.\"}",
                        "quota_exhausted"),
                row(
                        AZURE,
                        404,
                        JSON,
                        "{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"The API deployment does not exist\"}}",
                        "not_found"),
                row(
                        AZURE,
                        429,
                        JSON,
                        "{\"error\":{\"code\":\"429\",\"message\":\"Requests to the ChatCompletions_Create Operation have"
                                + " exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after 6"
                                + " seconds.\"}}",
                        "rate_limited"),
                row(
                        AZURE,
                        429,
                        JSON,
                        "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"You exceeded your current quota\"}}",
                        "quota_exhausted"));
    }

    static Stream<Arguments> errorsOfGoogle() {
        return Stream.of(
                row(
                        GOOGLE,
                        400,
                        JSON,
                        google(
                                400,
                                "API key not valid. Please pass a valid API key.",
                                "INVALID_ARGUMENT",
                                "{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"API_KEY_INVALID\"}"),
                        "auth_rejected"),
                row(GOOGLE, 400, JSON, google(400, "Invalid value", "INVALID_ARGUMENT", ""), "request_rejected"),
                row(
                        GOOGLE,
                        403,
                        JSON,
                        google(403, "The caller does not have permission", "PERMISSION_DENIED", ""),
                        "auth_rejected"),
                row(GOOGLE, 404, JSON, google(404, "models/g is not found", "NOT_FOUND", ""), "not_found"),
                row(
                        GOOGLE,
                        429,
                        JSON,
                        google(429, "Resource has been exhausted (e.g. check quota).", "RESOURCE_EXHAUSTED", ""),
                        "rate_limited"),
                row(
                        GOOGLE,
                        429,
                        JSON,
                        google(
                                429,
                                "You exceeded your current quota, please check your plan and billing details.",
                                "RESOURCE_EXHAUSTED",
                                violation("GenerateRequestsPerMinutePerProjectPerModel-FreeTier")),
                        "rate_limited"),
                row(
                        GOOGLE,
                        429,
                        JSON,
                        google(
                                429,
                                "You exceeded your current quota, please check your plan and billing details.",
                                "RESOURCE_EXHAUSTED",
                                violation("GenerateRequestsPerMinutePerProjectPerModel-FreeTier") + ","
                                        + violation("GenerateRequestsPerDayPerProjectPerModel-FreeTier")),
                        "quota_exhausted"),
                row(
                        GOOGLE,
                        429,
                        JSON,
                        "[" + google(429, "Quota exceeded for metric: x, limit: 0", "RESOURCE_EXHAUSTED", "") + "]",
                        "quota_exhausted"),
                row(GOOGLE, 500, JSON, google(500, "An internal error has occurred", "INTERNAL", ""), "server_error"),
                row(
                        GOOGLE,
                        503,
                        JSON,
                        google(503, "The model is overloaded. Please try again later.", "UNAVAILABLE", ""),
                        "overloaded"),
                row(
                        GOOGLE,
                        504,
                        JSON,
                        google(504, "Deadline expired before operation could complete.", "DEADLINE_EXCEEDED", ""),
                        "server_error"));
    }

    static String google(int code, String message, String status, String details) {
        return "{\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\",\"status\":\"" + status
                + "\",\"details\":[" + details + "]}}";
    }

    private static String violation(String quotaId) {
        return "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaMetric\":"
                + "\"generativelanguage.googleapis.com/generate_content_free_tier_requests\",\"quotaId\":\"" + quotaId
                + "\",\"quotaDimensions\":{\"model\":\"g\"}}]}";
    }
}
