package dev.detour.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Url;
import dev.detour.failure.Providers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTest {
    private final Api api = new Api(Providers.KNOWN);

    @ParameterizedTest
    @CsvSource({
        "https://api.anthropic.com, anthropic",
        "https://gateway.example/v1/messages, anthropic",
        "https://gateway.example/ai/v1/chat/completions, openai",
        "https://gateway.example/v1beta/models/m:generateContent, google",
        "https://gateway.example/, ",
    })
    void knows_an_api_by_its_host_or_path(String url, String provider) {
        assertThat(api.providerOf(Url.parse(url))).isEqualTo(provider);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.anthropic.com, anthropic, https://api.anthropic.com/v1/models",
        "https://api.anthropic.com/, anthropic, https://api.anthropic.com/v1/models",
        "https://api.openai.com/v1, openai, https://api.openai.com/v1/models",
        "https://gateway.example/openai, openai, https://gateway.example/openai/models",
        "https://gateway.example/a, anthropic, https://gateway.example/a/v1/models",
        "https://gateway.example/v1/messages, anthropic, https://gateway.example/v1/messages",
        "https://gateway.example/a, , https://gateway.example/a",
    })
    void asks_what_costs_nothing(String url, String provider, String asked) {
        Url given = Url.parse(url);
        assertThat(Api.append(given, api.freeSuffix(given, provider))).hasToString(asked);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.anthropic.com, anthropic, https://api.anthropic.com/v1/messages",
        "https://gateway.example/a/v1/messages, anthropic, https://gateway.example/a/v1/messages",
        "https://gateway.example/v1, openai, https://gateway.example/v1/chat/completions",
        "https://gateway.example/v1/models, openai, https://gateway.example/v1/chat/completions",
        "https://gateway.example, google, https://gateway.example/v1beta/models/m:streamGenerateContent?alt=sse",
    })
    void pays_for_the_smallest_request(String url, String provider, String asked) {
        assertThat(api.paid(Url.parse(url), provider, "m")).hasToString(asked);
    }

    @Test
    void means_the_vendors_own_url() {
        assertThat(api.meant(Url.parse("http://g.example/ai/messages"), "anthropic"))
                .hasToString("https://api.anthropic.com/v1/messages");
    }
}
