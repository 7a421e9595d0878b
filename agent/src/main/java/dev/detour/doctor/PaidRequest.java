package dev.detour.doctor;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.detour.exchange.Origin;
import dev.detour.exchange.Url;
import dev.detour.network.Addresses;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The smallest request that a model answers, in the form of its provider. Holds secrets. */
final class PaidRequest {
    private static final String PROMPT = "Reply with OK only.";

    private final HttpAsk ask;
    private final @Nullable String trouble;
    private final boolean hasKey;

    private PaidRequest(HttpAsk ask, @Nullable String trouble, boolean hasKey) {
        this.ask = ask;
        this.trouble = trouble;
        this.hasKey = hasKey;
    }

    static PaidRequest of(Course course, Api api, Paid paid) {
        String provider = course.provider() == null ? "openai" : course.provider();
        Url asked = api.paid(course.asked(), provider, paid.model());
        String extra = asked.path().startsWith(course.asked().path())
                ? asked.path().substring(course.asked().path().length())
                : "";
        Url target = course.asked().equals(course.target()) ? asked : Api.append(course.target(), extra);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", "text/event-stream, application/json");
        headers.put("user-agent", "detour-doctor");
        String key = course.forwardsKey() ? paid.key() : null;
        key(headers, provider, key);
        course.headers().remove().forEach(headers::remove);
        course.headers().set().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        boolean own = !course.headers().set().isEmpty();
        return new PaidRequest(
                new HttpAsk("POST", api.meant(asked, provider), target, headers, body(provider, asked, paid.model())),
                key == null
                        ? (own ? null : paid.keyName() + " is not set: there is no key to send")
                        : trouble(key, paid),
                key != null || own);
    }

    private static void key(Map<String, String> headers, String provider, @Nullable String key) {
        if (provider.equals("anthropic")) {
            headers.put("anthropic-version", "2023-06-01");
        }
        if (key == null) {
            return;
        }
        switch (provider) {
            case "anthropic":
                headers.put("x-api-key", key);
                return;
            case "google":
                headers.put("x-goog-api-key", key);
                return;
            case "azure-openai":
                headers.put("api-key", key);
                return;
            default:
                headers.put("authorization", "Bearer " + key);
        }
    }

    private static @Nullable String trouble(String key, Paid paid) {
        if (key.isBlank()) {
            return paid.keyName() + " is empty";
        }
        return key.chars().anyMatch(c -> c <= ' ' || c > '~')
                ? paid.keyName() + " holds white space, a line break or a character that no key has"
                : null;
    }

    private static String body(String provider, Url asked, String model) {
        String name = quoted(model);
        if (provider.equals("google")) {
            return "{\"contents\":[{\"parts\":[{\"text\":\"" + PROMPT
                    + "\"}]}],\"generationConfig\":{\"maxOutputTokens\":16}}";
        }
        // OpenAI's newer models refuse max_tokens, and gateways that copy its API know nothing else.
        boolean openAi = asked.origin().host().equals("api.openai.com");
        return "{\"model\":\"" + name + "\",\"" + (openAi ? "max_completion_tokens" : "max_tokens")
                + "\":16,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + PROMPT + "\"}]}";
    }

    private static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    HttpAsk ask() {
        return ask;
    }

    /** Why it cannot be sent; null: it can. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** Whether a key would go where anybody on the way can read it. */
    boolean wouldTellKey() {
        Origin origin = ask.target().origin();
        InetAddress address = Addresses.parse(origin.host());
        boolean loopback = address == null ? origin.host().equals("localhost") : address.isLoopbackAddress();
        return hasKey && !origin.isSecure() && !loopback;
    }

    /** What will be sent, without secrets: names of headers that hold any are shown without their values. */
    String preview() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("POST " + ask.target().withoutQuery());
        ask.headers().forEach((name, value) -> lines.add(name + ": " + (isPlain(name) ? value : "***")));
        return lines.add("").add(ask.body()).toString();
    }

    private static boolean isPlain(String header) {
        return header.equals("content-type")
                || header.equals("accept")
                || header.equals("user-agent")
                || header.equals("anthropic-version");
    }
}
