package dev.detour.doctor;

import dev.detour.exchange.Url;
import dev.detour.failure.Provider;
import dev.detour.failure.Providers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a URL tells of the API behind it, and what to ask there that costs nothing. */
final class Api {
    /** The ends of URLs by which an API is recognised behind a gateway's host. */
    private static final Map<String, String> RESOURCES = new LinkedHashMap<>();

    static {
        RESOURCES.put("messages", "anthropic");
        RESOURCES.put("messages/count_tokens", "anthropic");
        RESOURCES.put("chat/completions", "openai");
        RESOURCES.put("completions", "openai");
        RESOURCES.put("responses", "openai");
        RESOURCES.put("embeddings", "openai");
        RESOURCES.put("models", "openai");
    }

    private final Providers providers;

    Api(Providers providers) {
        this.providers = providers;
    }

    /** By the host, else by what the URL ends with; null: nobody's that is known. */
    @Nullable
    String providerOf(Url url) {
        Provider byHost = providers.at(url.origin().host());
        if (byHost != null) {
            return byHost.name();
        }
        if (url.path().contains(":generateContent") || url.path().contains(":streamGenerateContent")) {
            return "google";
        }
        String resource = resource(url.path());
        return resource == null ? null : RESOURCES.get(resource);
    }

    /** The longest of them that the path ends with; null: none. */
    private static @Nullable String resource(String path) {
        String found = null;
        for (String resource : RESOURCES.keySet()) {
            boolean longer = found == null || resource.length() > found.length();
            if (path.endsWith("/" + resource) && longer) {
                found = resource;
            }
        }
        return found;
    }

    /**
     * What is asked of a base URL: its list of models, which needs no model and costs nothing. A URL that names more than
     * a base is asked as it is.
     */
    String freeSuffix(Url url, @Nullable String provider) {
        return suffix(url, provider, "/models");
    }

    private String suffix(Url url, @Nullable String provider, String resource) {
        List<String> versions = provider == null ? List.of() : versions(provider);
        if (provider == null || versions.isEmpty() || url.query() != null) {
            return "";
        }
        String path =
                url.path().endsWith("/") ? url.path().substring(0, url.path().length() - 1) : url.path();
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (versions.contains(last)) {
            return resource;
        }
        boolean complete =
                resource(path) != null || Arrays.stream(path.split("/", -1)).anyMatch(versions::contains);
        if (complete) {
            return "";
        }
        // OpenAI's SDKs put no version behind a base URL, those of the others do.
        boolean asGiven = provider.equals("openai") && !path.isEmpty();
        return asGiven ? resource : "/" + versions.get(0) + resource;
    }

    private List<String> versions(String provider) {
        return providers.names().contains(provider) ? providers.base(provider).versions() : List.of();
    }

    /** The URL of the smallest paid request, from the URL that was given. */
    Url paid(Url url, String provider, String model) {
        String path = url.path();
        String resource = resource(path);
        Url base = resource == null || resource.equals("completions")
                ? url
                : with(url, path.substring(0, path.length() - resource.length() - 1));
        switch (provider) {
            case "anthropic":
                return append(base, suffix(base, provider, "/messages"));
            case "google":
                return append(base, suffix(base, provider, "/models/" + model + ":streamGenerateContent?alt=sse"));
            default:
                String suffix = suffix(base, "openai", "/chat/completions");
                return append(base, suffix.isEmpty() && resource == null ? "" : suffix);
        }
    }

    private static Url with(Url url, String path) {
        return Url.of(url.origin(), path, url.query());
    }

    /** A slash at the end of the base counts for nothing. */
    static Url append(Url url, String suffix) {
        if (suffix.isEmpty()) {
            return url;
        }
        int question = suffix.indexOf('?');
        String path =
                url.path().endsWith("/") ? url.path().substring(0, url.path().length() - 1) : url.path();
        String more = question < 0 ? suffix : suffix.substring(0, question);
        return Url.of(url.origin(), path + more, question < 0 ? url.query() : suffix.substring(question + 1));
    }

    /** The vendor's own URL for the same: against it a wrong base URL shows. */
    Url meant(Url url, @Nullable String provider) {
        String resource = resource(url.path());
        if (provider == null || resource == null || !providers.names().contains(provider)) {
            return url;
        }
        Provider vendor = providers.base(provider);
        if (vendor.hosts().isEmpty()
                || vendor.hosts().get(0).startsWith("*")
                || vendor.versions().isEmpty()) {
            return url;
        }
        return Url.parse(
                "https://" + vendor.hosts().get(0) + "/" + vendor.versions().get(0) + "/" + resource);
    }
}
