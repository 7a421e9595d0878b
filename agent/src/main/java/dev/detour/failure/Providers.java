package dev.detour.failure;

import dev.detour.exchange.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The vendors that are known. Data, not code: a table of what their documents and answers say. Immutable. */
public final class Providers {
    /** The configuration's word for a host that is no vendor's. */
    public static final String NONE = "none";

    /** Where OpenAI has an error's type, and all who speak as it does. */
    private static final List<String> OPENAI_TYPES = List.of("error.code", "error.type");

    private static final List<String> OPENAI_MESSAGES = List.of("error.message");

    /** Chat completions end with {@code [DONE]}, responses and the others with an event; gateways pass on Anthropic's. */
    private static final Set<String> OPENAI_LAST = Set.of(
            "[DONE]",
            "response.completed",
            "response.incomplete",
            "response.failed",
            "image_generation.completed",
            "image_edit.completed",
            "speech.audio.done",
            "transcript.text.done",
            "message_stop");

    /** Types of errors that mean the same with everyone who has them; gateways pass on those of others. */
    private static final Map<String, FailureKind> TYPES = Map.ofEntries(
            Map.entry("insufficient_quota", FailureKind.QUOTA_EXHAUSTED),
            Map.entry("quota_exceeded", FailureKind.QUOTA_EXHAUSTED),
            Map.entry("quotaexceeded", FailureKind.QUOTA_EXHAUSTED),
            Map.entry("billing_hard_limit_reached", FailureKind.QUOTA_EXHAUSTED),
            Map.entry("billing_not_active", FailureKind.QUOTA_EXHAUSTED),
            Map.entry("budget_exceeded", FailureKind.QUOTA_EXHAUSTED),
            Map.entry("credit_balance_too_low", FailureKind.QUOTA_EXHAUSTED),
            Map.entry("billing_error", FailureKind.BILLING_REQUIRED),
            Map.entry("overloaded_error", FailureKind.OVERLOADED),
            Map.entry("server_overloaded", FailureKind.OVERLOADED),
            Map.entry("engine_overloaded", FailureKind.OVERLOADED),
            Map.entry("slow_down", FailureKind.OVERLOADED),
            Map.entry("rate_limit_error", FailureKind.RATE_LIMITED),
            Map.entry("rate_limit_exceeded", FailureKind.RATE_LIMITED),
            Map.entry("ratelimitreached", FailureKind.RATE_LIMITED));

    /** The same of messages, which providers write in English; LiteLLM quotes those of the provider behind it. */
    private static final Map<String, FailureKind> PHRASES = Map.of(
            "credit balance is too low", FailureKind.QUOTA_EXHAUSTED,
            "reached your specified api usage limits", FailureKind.QUOTA_EXHAUSTED,
            "out of call volume quota", FailureKind.QUOTA_EXHAUSTED,
            "budget has been exceeded", FailureKind.QUOTA_EXHAUSTED,
            "exceededbudget", FailureKind.QUOTA_EXHAUSTED,
            "crossed budget", FailureKind.QUOTA_EXHAUSTED,
            "insufficient_quota", FailureKind.QUOTA_EXHAUSTED,
            "overloaded_error", FailureKind.OVERLOADED,
            "engine is currently overloaded", FailureKind.OVERLOADED,
            "model is overloaded", FailureKind.OVERLOADED);

    /**
     * Google counts limits by the minute and quotas by the day under one status, and "check your plan and billing" goes
     * with both. A refused key has status 400.
     */
    private static final Map<String, FailureKind> GOOGLE_PHRASES = Map.of(
            "perday", FailureKind.QUOTA_EXHAUSTED,
            "per_day", FailureKind.QUOTA_EXHAUSTED,
            "limit: 0", FailureKind.QUOTA_EXHAUSTED,
            "billing_disabled", FailureKind.QUOTA_EXHAUSTED,
            "enable billing", FailureKind.QUOTA_EXHAUSTED,
            "api_key_invalid", FailureKind.AUTH_REJECTED,
            "api key not valid", FailureKind.AUTH_REJECTED);

    /**
     * Sources, November 2026: platform.claude.com/docs (errors, rate limits, request id, streaming), platform.openai.com/docs
     * (error codes, debugging requests, streaming), learn.microsoft.com (Azure OpenAI reference), ai.google.dev
     * (troubleshooting, rate limits), openrouter.ai/docs (errors), docs.litellm.ai (response headers, budgets), and errors
     * as users of each have published them. Azure has private links, so a private address of its hosts says nothing.
     */
    public static final Providers KNOWN = new Providers(List.of(
            vendor("anthropic")
                    .hosts(List.of("api.anthropic.com"))
                    .isPublicOnly(true)
                    .headers(List.of("request-id"))
                    .marks(List.of(
                            "anthropic-organization-id",
                            "anthropic-ratelimit-requests-limit",
                            "anthropic-ratelimit-requests-remaining",
                            "anthropic-ratelimit-tokens-remaining"))
                    .versions(List.of("v1"))
                    .typeFields(List.of("error.type"))
                    .messageFields(List.of("error.message"))
                    .forms(List.of(List.of("type=error", "error.type", "error.message")))
                    // The old text completions have no last event: each of theirs could be it.
                    .lastEvents(Set.of("message_stop", "[DONE]", "completion"))
                    .build(),
            vendor("openai")
                    .hosts(List.of("api.openai.com"))
                    .isPublicOnly(true)
                    .headers(List.of("x-request-id"))
                    .marks(List.of("openai-processing-ms", "openai-version", "openai-organization"))
                    .versions(List.of("v1"))
                    .overloaded(Set.of(503, 529))
                    // Others have taken over its form, Stripe is where it comes from: only these codes are its own.
                    .forms(List.of(
                            List.of("error.code=insufficient_quota"),
                            List.of("error.code=model_not_found"),
                            List.of("error.code=context_length_exceeded"),
                            List.of("error.code=invalid_api_key")))
                    .build(),
            vendor("azure-openai")
                    .hosts(List.of("*.openai.azure.com", "*.cognitiveservices.azure.com", "*.services.ai.azure.com"))
                    .headers(List.of("x-request-id", "x-ms-region", "x-ms-client-request-id"))
                    .marks(List.of("apim-request-id", "azureml-model-session"))
                    // Its API management answers with a message alone.
                    .messageFields(List.of("error.message", "message"))
                    .build(),
            vendor("google")
                    .hosts(List.of("generativelanguage.googleapis.com"))
                    .isPublicOnly(true)
                    .versions(List.of("v1beta", "v1", "v1alpha"))
                    .overloaded(Set.of(503, 529))
                    .typeFields(List.of("error.status"))
                    .detailFields(List.of("error.details.violations.quotaId", "error.details.reason"))
                    .types(Map.of("unavailable", FailureKind.OVERLOADED))
                    .phrases(GOOGLE_PHRASES)
                    .lastEvents(Set.of())
                    .build(),
            vendor("openrouter")
                    .hosts(List.of("openrouter.ai"))
                    .isPublicOnly(true)
                    .headers(List.of("x-request-id"))
                    .versions(List.of("v1"))
                    .build(),
            vendor("litellm")
                    .headers(List.of("x-request-id"))
                    .marks(List.of("x-litellm-call-id", "x-litellm-version"))
                    .build(),
            json("json")));

    private static Provider.Builder vendor(String name) {
        return Provider.named(name)
                .typeFields(OPENAI_TYPES)
                .messageFields(OPENAI_MESSAGES)
                .types(TYPES)
                .phrases(PHRASES)
                .lastEvents(OPENAI_LAST);
    }

    /** One of which no more is known than that its answers are JSON. */
    private static Provider json(String name) {
        return Provider.named(name)
                .headers(List.of("x-request-id", "request-id"))
                .typeFields(OPENAI_TYPES)
                .types(TYPES)
                .phrases(PHRASES)
                .build();
    }

    private final List<Provider> providers;

    private Providers(List<Provider> providers) {
        this.providers = providers;
    }

    /** These and others, which count first; one whose name is known takes the place of that. */
    public Providers and(List<Provider> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<Provider> all = new ArrayList<>(more);
        Set<String> taken = more.stream().map(Provider::name).collect(Collectors.toSet());
        providers.stream().filter(known -> !taken.contains(known.name())).forEach(all::add);
        return new Providers(List.copyOf(all));
    }

    /** What a provider of the user's begins with: what is known of that name, or of any whose answers are JSON. */
    public Provider base(String name) {
        return named(name);
    }

    /** What the configuration may name. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Provider provider : providers) {
            names.add(provider.name());
        }
        return names;
    }

    /**
     * Whose error an answer is to be.
     *
     * @param named what the configuration says; null: nothing
     * @param host the host that the application meant
     * @param answer its headers may tell, where neither does
     * @param error or what its body says
     * @return null where no vendor is known
     */
    @Nullable
    Provider of(@Nullable String named, String host, Outcome answer, JsonFields error) {
        if (named != null) {
            return named.equals(NONE) ? null : named(named);
        }
        Provider byHost = at(host);
        return byHost != null ? byHost : marking(answer, error);
    }

    /** One that is not in the table says so much: that it is a vendor. */
    private Provider named(String name) {
        return providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseGet(() -> json(name));
    }

    /** The vendor whose host this is; null where it is none's. */
    public @Nullable Provider at(String host) {
        for (Provider provider : providers) {
            if (provider.isAt(host)) {
                return provider;
            }
        }
        return null;
    }

    private @Nullable Provider marking(Outcome answer, JsonFields error) {
        for (Provider provider : providers) {
            if (provider.hasMarked(answer) || provider.hasUnmistakably(error)) {
                return provider;
            }
        }
        return null;
    }
}
