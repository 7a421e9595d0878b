package dev.detour.failure;

import dev.detour.exchange.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The vendors that are known. Data, not code: a table of what their documents and answers say. Immutable. */
public final class Providers {
    /** The configuration's word for a host that is no vendor's. */
    public static final String NONE = "none";

    /**
     * Sources, November 2026: platform.claude.com/docs (errors, rate limits, request id), platform.openai.com/docs (error
     * codes, debugging requests), learn.microsoft.com (Azure OpenAI reference), ai.google.dev (troubleshooting),
     * openrouter.ai/docs (errors), docs.litellm.ai (response headers). Azure has private links, so a private address of
     * its hosts says nothing.
     */
    public static final Providers KNOWN = new Providers(List.of(
            Provider.named("anthropic")
                    .hosts(List.of("api.anthropic.com"))
                    .isPublicOnly(true)
                    .headers(List.of("request-id"))
                    .marks(List.of(
                            "anthropic-organization-id",
                            "anthropic-ratelimit-requests-limit",
                            "anthropic-ratelimit-requests-remaining",
                            "anthropic-ratelimit-tokens-remaining"))
                    .versions(Set.of("v1"))
                    .build(),
            Provider.named("openai")
                    .hosts(List.of("api.openai.com"))
                    .isPublicOnly(true)
                    .headers(List.of("x-request-id"))
                    .marks(List.of("openai-processing-ms", "openai-version", "openai-organization"))
                    .versions(Set.of("v1"))
                    .overloaded(Set.of(503, 529))
                    .build(),
            Provider.named("azure-openai")
                    .hosts(List.of("*.openai.azure.com", "*.cognitiveservices.azure.com", "*.services.ai.azure.com"))
                    .headers(List.of("x-request-id", "x-ms-region", "x-ms-client-request-id"))
                    .marks(List.of("apim-request-id", "azureml-model-session"))
                    .build(),
            Provider.named("google")
                    .hosts(List.of("generativelanguage.googleapis.com"))
                    .isPublicOnly(true)
                    .versions(Set.of("v1", "v1alpha", "v1beta"))
                    .overloaded(Set.of(503, 529))
                    .build(),
            Provider.named("openrouter")
                    .hosts(List.of("openrouter.ai"))
                    .isPublicOnly(true)
                    .headers(List.of("x-request-id"))
                    .versions(Set.of("v1"))
                    .build(),
            Provider.named("litellm")
                    .headers(List.of("x-request-id"))
                    .marks(List.of("x-litellm-call-id", "x-litellm-version"))
                    .build(),
            Provider.json("json")));

    private final List<Provider> providers;

    private Providers(List<Provider> providers) {
        this.providers = providers;
    }

    /** These, and others after them. */
    public Providers and(List<Provider> more) {
        List<Provider> all = new ArrayList<>(providers);
        all.addAll(more);
        return new Providers(List.copyOf(all));
    }

    /** What the configuration may name. */
    public Set<String> names() {
        return providers.stream().map(Provider::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Whose error an answer is to be.
     *
     * @param named what the configuration says; null: nothing
     * @param host the host that the application meant
     * @param answer its headers may tell, where neither does
     * @return null where no vendor is known
     */
    @Nullable
    Provider of(@Nullable String named, String host, Outcome answer) {
        if (named != null) {
            return named.equals(NONE) ? null : named(named);
        }
        Provider byHost = at(host);
        return byHost != null ? byHost : marking(answer);
    }

    /** One that is not in the table says so much: that it is a vendor. */
    private Provider named(String name) {
        return providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseGet(() -> Provider.json(name));
    }

    /** The vendor whose host this is; null where it is none's. */
    @Nullable
    Provider at(String host) {
        return providers.stream()
                .filter(provider -> provider.isAt(host))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Provider marking(Outcome answer) {
        return providers.stream()
                .filter(provider -> provider.hasMarked(answer))
                .findFirst()
                .orElse(null);
    }
}
