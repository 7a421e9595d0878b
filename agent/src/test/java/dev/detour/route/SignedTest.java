package dev.detour.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Asked;
import dev.detour.exchange.Url;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/bedrock/aws4_request, Signature=ab | true",
                "aws4-hmac-sha256 Credential=x | true",
                "AWS4-ECDSA-P256-SHA256 Credential=x | true",
                "GOOG4-RSA-SHA256 Credential=x | true",
                "AWS AKIA:sig | true",
                "SharedKey account:sig | true",
                "HMAC-SHA256 SignedHeaders=x | true",
                "ACS3-HMAC-SHA256 Credential=x | true",
                "TC3-HMAC-SHA256 Credential=x | true",
                "Signature keyId=\"x\" | true",
                "OAuth oauth_consumer_key=\"x\" | true",
                "OAuth realm=\"x\" | true",
                "Bearer AWS4-HMAC | false",
                "Basic dXNlcjpwYXNz | false",
                "OAuth token | false",
                "sk-x | false",
            })
    void an_authorization_that_covers_the_url_is_known(String authorization, boolean signed) {
        assertThat(Signed.isSigned(asked("https://a.example/", Map.of("authorization", authorization))))
                .isEqualTo(signed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://b.s3.amazonaws.com/k?X-Amz-Algorithm=a&X-Amz-Signature=b",
                "https://b.s3.amazonaws.com/k?x-amz-signature=b",
                "https://storage.googleapis.com/b/k?X-Goog-Signature=b",
                "https://a.blob.core.windows.net/c?sv=2024&sig=x",
            })
    void a_signed_url_is_known(String url) {
        assertThat(Signed.isSigned(asked(url, Map.of()))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/",
                "https://a.example/?",
                "https://a.example/?sig=x",
                "https://a.example/?sv=x",
                "https://a.example/?q=X-Amz-Signature",
                "https://a.example/X-Amz-Signature=1",
            })
    void other_urls_are_not_signed(String url) {
        assertThat(Signed.isSigned(asked(url, Map.of()))).isFalse();
    }

    @Test
    void http_message_signatures_are_known() {
        assertThat(Signed.isSigned(asked("https://a.example/", Map.of("signature-input", "sig1=(\"@authority\")"))))
                .isTrue();
    }

    private static Asked asked(String url, Map<String, String> headers) {
        return new Asked() {
            @Override
            public String client() {
                return "okhttp";
            }

            @Override
            public String clientVersion() {
                return "5.5.1";
            }

            @Override
            public String method() {
                return "GET";
            }

            @Override
            public Url url() {
                return Url.parse(url);
            }

            @Override
            public @Nullable String header(String name) {
                return headers.get(name.toLowerCase(Locale.ROOT));
            }

            @Override
            public boolean isRepeatable() {
                return true;
            }

            @Override
            public long deadlineMillis() {
                return 0;
            }
        };
    }
}
