package dev.detour.it.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.http.Fault.MALFORMED_RESPONSE_CHUNK;
import static com.github.tomakehurst.wiremock.http.Fault.RANDOM_DATA_THEN_CLOSE;
import static dev.detour.it.faults.Code.AUTH_REJECTED;
import static dev.detour.it.faults.Code.BAD_RESPONSE;
import static dev.detour.it.faults.Code.BILLING_REQUIRED;
import static dev.detour.it.faults.Code.BLOCKED;
import static dev.detour.it.faults.Code.GATEWAY_ERROR;
import static dev.detour.it.faults.Code.INTERCEPTED;
import static dev.detour.it.faults.Code.NOT_FOUND;
import static dev.detour.it.faults.Code.OVERLOADED;
import static dev.detour.it.faults.Code.PROXY_AUTH_REQUIRED;
import static dev.detour.it.faults.Code.QUOTA_EXHAUSTED;
import static dev.detour.it.faults.Code.RATE_LIMITED;
import static dev.detour.it.faults.Code.REDIRECT_LOOP;
import static dev.detour.it.faults.Code.REQUEST_REJECTED;
import static dev.detour.it.faults.Code.SERVER_ERROR;
import static dev.detour.it.faults.Code.WRONG_BASE_URL;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.ArrayList;
import java.util.List;

/** What HTTP itself can say, in the words of those who say it. */
final class HttpFaults {
    static final String ANTHROPIC = "api.anthropic.com";
    static final String OPEN_AI = "api.openai.com";
    private static final String AZURE = "resource.openai.azure.com";
    private static final String GOOGLE = "generativelanguage.googleapis.com";
    private static final String ROUTER = "openrouter.ai";

    private static final String NGINX =
            "<html>\r\n<head><title>%1$s</title></head>\r\n<body>\r\n<center><h1>%1$s</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

    private HttpFaults() {}

    static List<Fault> of(Lab lab) {
        List<Fault> all = new ArrayList<>();
        all.addAll(anthropic(lab.stubs));
        all.addAll(openAi(lab.stubs));
        all.addAll(others(lab.stubs));
        all.addAll(gateways(lab.stubs));
        all.addAll(unknown(lab.stubs));
        return all;
    }

    private static List<Fault> anthropic(Stubs stubs) {
        List<Fault> all = new ArrayList<>();
        all.add(anthropic(stubs, AUTH_REJECTED, 401, "authentication_error", "invalid x-api-key"));
        all.add(anthropic(stubs, BILLING_REQUIRED, 402, "billing_error", "There's an issue with your billing."));
        all.add(anthropic(
                stubs, AUTH_REJECTED, 403, "permission_error", "Your API key does not have permission to use this."));
        all.add(anthropic(stubs, NOT_FOUND, 404, "not_found_error", "model: claude-nonesuch"));
        all.add(anthropic(stubs, REQUEST_REJECTED, 400, "invalid_request_error", "messages: Field required"));
        all.add(anthropic(
                stubs,
                QUOTA_EXHAUSTED,
                "anthropic_400_credit",
                400,
                "invalid_request_error",
                "Your credit balance is too low to access the Anthropic API."));
        all.add(anthropic(
                stubs,
                QUOTA_EXHAUSTED,
                "anthropic_400_limit",
                400,
                "invalid_request_error",
                "You have reached your specified API usage limits."));
        all.add(anthropic(
                stubs,
                BILLING_REQUIRED,
                "anthropic_403_billing",
                403,
                "billing_error",
                "There's an issue with your billing."));
        all.add(anthropic(stubs, REQUEST_REJECTED, 413, "request_too_large", "Request exceeds the maximum size"));
        all.add(anthropic(stubs, SERVER_ERROR, 500, "api_error", "Internal server error"));
        all.add(anthropic(stubs, OVERLOADED, 529, "overloaded_error", "Overloaded"));
        all.add(stubs.fault(
                        RATE_LIMITED,
                        "anthropic_429",
                        "Anthropic's own 429",
                        anthropicError(429, "rate_limit_error", "This request would exceed your rate limit")
                                .withHeader("retry-after", "30")
                                .withHeader("anthropic-ratelimit-requests-limit", "50")
                                .withHeader("anthropic-ratelimit-requests-remaining", "0")
                                .withHeader("anthropic-ratelimit-requests-reset", "2026-11-21T10:00:00Z"))
                .host(ANTHROPIC)
                .path("/v1/messages"));
        all.add(foreign(stubs, BLOCKED, "anthropic_429_html", "429 with a page of somebody else's", 429));
        all.add(foreign(stubs, BLOCKED, "anthropic_403_html", "403 with a page of somebody else's", 403));
        all.add(foreign(stubs, BLOCKED, "anthropic_503_html", "503 with a page of somebody else's", 503));
        all.add(foreign(stubs, BLOCKED, "anthropic_451", "451 with a page of somebody else's", 451));
        all.add(foreign(stubs, WRONG_BASE_URL, "anthropic_404_html", "404 that is not the vendor's", 404));
        all.add(foreign(stubs, WRONG_BASE_URL, "anthropic_405_html", "405 that is not the vendor's", 405));
        all.add(foreign(stubs, INTERCEPTED, "anthropic_200_html", "a login page in place of the answer", 200));
        all.add(stubs.fault(BLOCKED, "anthropic_429_empty", "429 without a word", Stubs.status(429))
                .host(ANTHROPIC)
                .path("/v1/messages"));
        all.add(stubs.fault(
                        WRONG_BASE_URL,
                        "anthropic_no_version",
                        "the version is missing from the path",
                        anthropicError(404, "not_found_error", "Not Found"))
                .host(ANTHROPIC)
                .path("/messages"));
        all.add(stubs.fault(
                        WRONG_BASE_URL,
                        "anthropic_two_versions",
                        "the version is twice in the path",
                        anthropicError(404, "not_found_error", "Not Found"))
                .host(ANTHROPIC)
                .path("/v1/v1/messages"));
        return all;
    }

    private static Fault anthropic(Stubs stubs, Code code, int status, String type, String message) {
        return anthropic(stubs, code, "anthropic_" + status, status, type, message);
    }

    private static Fault anthropic(Stubs stubs, Code code, String id, int status, String type, String message) {
        String words = id.equals("anthropic_" + status) ? type : message.substring(0, message.length() - 1);
        return stubs.fault(code, id, "Anthropic: " + status + " " + words, anthropicError(status, type, message))
                .host(ANTHROPIC)
                .path("/v1/messages");
    }

    private static ResponseDefinitionBuilder anthropicError(int status, String type, String message) {
        return Stubs.json(
                        status,
                        "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message
                                + "\"},\"request_id\":\"req_011CSHoEeqs5C35K2UUqR7Fy\"}")
                .withHeader("request-id", "req_011CSHoEeqs5C35K2UUqR7Fy");
    }

    private static Fault foreign(Stubs stubs, Code code, String id, String what, int status) {
        return stubs.fault(code, id, what, Stubs.html(status, String.format(NGINX, status + " Sorry")))
                .host(ANTHROPIC)
                .path("/v1/messages");
    }

    private static List<Fault> openAi(Stubs stubs) {
        return List.of(
                openAi(
                        stubs,
                        AUTH_REJECTED,
                        401,
                        "invalid_request_error",
                        "invalid_api_key",
                        "Incorrect API key provided: sk-abc***xyz."),
                openAi(
                        stubs,
                        AUTH_REJECTED,
                        403,
                        "request_forbidden",
                        "unsupported_country_region_territory",
                        "Country, region, or territory not supported"),
                openAi(
                        stubs,
                        NOT_FOUND,
                        404,
                        "invalid_request_error",
                        "model_not_found",
                        "The model `gpt-nonesuch` does not exist or you do not have access to it."),
                openAi(
                        stubs,
                        RATE_LIMITED,
                        429,
                        "requests",
                        "rate_limit_exceeded",
                        "Rate limit reached for gpt-4o in organization org-x on requests per min (RPM): Limit 3, Used 3."),
                openAi(
                        stubs,
                        QUOTA_EXHAUSTED,
                        429,
                        "insufficient_quota",
                        "insufficient_quota",
                        "You exceeded your current quota, please check your plan and billing details."),
                openAi(stubs, SERVER_ERROR, 500, "server_error", "", "The server had an error while processing."),
                openAi(
                        stubs,
                        OVERLOADED,
                        503,
                        "server_error",
                        "",
                        "The engine is currently overloaded, please try again later"),
                openAi(stubs, REQUEST_REJECTED, 400, "invalid_request_error", "", "Missing parameter: 'messages'."));
    }

    private static Fault openAi(Stubs stubs, Code code, int status, String type, String word, String message) {
        String id = "openai_" + status + (word.isEmpty() ? "" : "_" + word);
        return stubs.fault(
                        code,
                        id,
                        "OpenAI: " + status + " " + (word.isEmpty() ? type : word),
                        Stubs.json(
                                        status,
                                        "{\"error\":{\"message\":\"" + message + "\",\"type\":\"" + type
                                                + "\",\"param\":null,\"code\":"
                                                + (word.isEmpty() ? "null" : "\"" + word + "\"") + "}}")
                                .withHeader("x-request-id", "req_7d1c8a2b7f6b4d2e9a1f3c5b7d9e1f30")
                                .withHeader("openai-processing-ms", "12")
                                .withHeader("openai-version", "2020-10-01"))
                .host(OPEN_AI)
                .path("/v1/chat/completions");
    }

    private static List<Fault> others(Stubs stubs) {
        return List.of(
                stubs.fault(
                                NOT_FOUND,
                                "azure_404",
                                "Azure OpenAI: DeploymentNotFound",
                                Stubs.json(
                                                404,
                                                "{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"The API deployment for this resource does not exist.\"}}")
                                        .withHeader("apim-request-id", "0d5ae3ea-2ec5-4b1c-9d0f-9d9a1f3f6d11"))
                        .host(AZURE)
                        .path("/openai/deployments/none/chat/completions"),
                stubs.fault(
                                RATE_LIMITED,
                                "azure_429",
                                "Azure OpenAI: 429",
                                Stubs.json(
                                                429,
                                                "{\"error\":{\"code\":\"429\",\"message\":\"Requests have exceeded call rate limit of your current pricing tier. Please retry after 7 seconds.\"}}")
                                        .withHeader("apim-request-id", "0d5ae3ea-2ec5-4b1c-9d0f-9d9a1f3f6d11")
                                        .withHeader("retry-after", "7"))
                        .host(AZURE)
                        .path("/openai/deployments/some/chat/completions"),
                google(stubs, OVERLOADED, 503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
                google(stubs, AUTH_REJECTED, 403, "PERMISSION_DENIED", "Permission denied on resource project x."),
                google(
                        stubs,
                        RATE_LIMITED,
                        429,
                        "RESOURCE_EXHAUSTED",
                        "Resource has been exhausted (e.g. check quota)."),
                google(
                        stubs,
                        QUOTA_EXHAUSTED,
                        "google_403_billing",
                        403,
                        "PERMISSION_DENIED, and billing is disabled",
                        "{\"error\":{\"code\":403,\"message\":\"This API method requires billing to be enabled. Please enable"
                                + " billing on project #1.\",\"status\":\"PERMISSION_DENIED\",\"details\":[{\"@type\":"
                                + "\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"BILLING_DISABLED\","
                                + "\"domain\":\"googleapis.com\"}]}}"),
                google(
                        stubs,
                        QUOTA_EXHAUSTED,
                        "google_429_day",
                        429,
                        "RESOURCE_EXHAUSTED, of a day's quota",
                        "{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota, please check your plan and"
                                + " billing details.\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":"
                                + "\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaId\":"
                                + "\"GenerateRequestsPerDayPerProjectPerModel-FreeTier\"}]}]}}"),
                google(stubs, SERVER_ERROR, 500, "INTERNAL", "An internal error has occurred."),
                stubs.fault(
                                BILLING_REQUIRED,
                                "openrouter_402",
                                "OpenRouter: 402",
                                Stubs.json(
                                        402,
                                        "{\"error\":{\"code\":402,\"message\":\"Insufficient credits. Add more using https://openrouter.ai/credits\"}}"))
                        .host(ROUTER)
                        .path("/api/v1/chat/completions"),
                stubs.fault(
                                RATE_LIMITED,
                                "litellm_429",
                                "LiteLLM at a host of the house: 429",
                                Stubs.json(
                                                429,
                                                "{\"error\":{\"message\":\"Rate limit exceeded for key. Limit type: requests.\",\"type\":\"throttling_error\",\"param\":null,\"code\":\"429\"}}")
                                        .withHeader("x-litellm-call-id", "5c1f2b9e-1b57-4c9e-8a33-0f0f0c5d7a11")
                                        .withHeader("x-litellm-version", "1.79.0"))
                        .path("/v1/chat/completions"));
    }

    private static Fault google(Stubs stubs, Code code, int status, String word, String message) {
        return google(
                stubs,
                code,
                "google_" + status,
                status,
                word,
                "{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\",\"status\":\"" + word + "\"}}");
    }

    private static Fault google(Stubs stubs, Code code, String id, int status, String words, String body) {
        return stubs.fault(code, id, "Google: " + status + " " + words, Stubs.json(status, body))
                .host(GOOGLE)
                .path("/v1beta/models/gemini:generateContent");
    }

    private static List<Fault> gateways(Stubs stubs) {
        List<Fault> all = new ArrayList<>();
        for (int status : List.of(502, 503, 504)) {
            String text =
                    status + (status == 502 ? " Bad Gateway" : status == 503 ? " Unavailable" : " Gateway Time-out");
            all.add(stubs.fault(
                    GATEWAY_ERROR,
                    "gateway_" + status,
                    "a gateway of the house: " + text,
                    Stubs.html(status, String.format(NGINX, text)).withHeader("server", "nginx")));
        }
        for (int status : List.of(520, 522, 524)) {
            all.add(stubs.fault(
                            GATEWAY_ERROR,
                            "cloudflare_" + status,
                            "Cloudflare before a vendor: " + status,
                            Stubs.html(status, "error code: " + status)
                                    .withHeader("server", "cloudflare")
                                    .withHeader("cf-ray", "8e5f3c2a1b0c9d8e-FRA"))
                    .host(OPEN_AI)
                    .path("/v1/chat/completions"));
        }
        return all;
    }

    /** Hosts that are no vendor's. */
    private static List<Fault> unknown(Stubs stubs) {
        return List.of(
                stubs.fault(AUTH_REJECTED, "plain_401", "401", Stubs.json(401, "{\"error\":\"unauthorized\"}")),
                stubs.fault(AUTH_REJECTED, "plain_403", "403", Stubs.json(403, "{\"error\":\"forbidden\"}")),
                stubs.fault(BILLING_REQUIRED, "plain_402", "402", Stubs.json(402, "{\"error\":\"pay\"}")),
                stubs.fault(PROXY_AUTH_REQUIRED, "plain_407", "407 of the origin itself", Stubs.status(407)),
                stubs.fault(REQUEST_REJECTED, "plain_408", "408", Stubs.json(408, "{\"error\":\"slow\"}")),
                stubs.fault(RATE_LIMITED, "plain_429", "429 in JSON", Stubs.json(429, "{\"error\":\"slow down\"}")),
                stubs.fault(
                        BLOCKED,
                        "plain_429_html",
                        "429 with a page",
                        Stubs.html(429, "<html>Too many requests</html>")),
                stubs.fault(SERVER_ERROR, "plain_500", "500", Stubs.json(500, "{\"error\":\"oops\"}")),
                stubs.fault(
                                REDIRECT_LOOP,
                                "redirect_loop",
                                "a redirect to itself",
                                Stubs.status(302).withHeader("location", "again"))
                        .get(),
                stubs.fault(
                        BAD_RESPONSE,
                        "wiremock_malformed",
                        "WireMock's good status, then garbage",
                        aResponse().withFault(MALFORMED_RESPONSE_CHUNK)),
                stubs.fault(
                        BAD_RESPONSE,
                        "wiremock_random",
                        "WireMock's garbage, then FIN",
                        aResponse().withFault(RANDOM_DATA_THEN_CLOSE)));
    }
}
