package dev.detour.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private final Secrets secrets = Secrets.of(
            Set.of("authorization", "cookie", "x-api-key", "x-corp-login"),
            Set.of("key", "sid"),
            Set.of("hunter2", "correct horse battery", "pass/word+1", ""));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "invalid header value: \"Bearer PLANTED \"",
                "invalid header value: \"PLANTED, PLANTED\n\"",
                "Unexpected char 0x0a at 8 in Authorization value: Bearer PLANTED",
                "Unexpected char 0x0a at 40 in X-Anything value: PLANTED\nPLANTED",
                "Illegal character(s) in message header value: PLANTED",
                "Authorization: Bearer PLANTED",
                "headers {x-api-key=[PLANTED], accept=[*/*]}",
                "X-Corp-Login: PLANTED",
                "Cookie: a=PLANTED; b=PLANTED",
                "\"x-api-key\": \"PLANTED\"",
                "sent Bearer PLANTED to nobody",
                "sent Basic UExBTlRFRDpQTEFOVEVE there",
                "Proxy-Authorization: Basic UExBTlRFRDpQTEFOVEVE",
                "https://user:PLANTED@host/path",
                "https://PLANTED@host/path",
                "https://user:a@PLANTED@host/path",
                "GET https://host/path?a=1&key=PLANTED&b=2",
                "GET https://host/path?sid=PLANTED",
                "api_key=PLANTED",
                "client_secret = 'PLANTED'",
                "password=PLANTED;",
                "Incorrect API key provided: PLANTED1. You can find",
                "token: PLANTED123",
                "key sk-ant-api03-PLANTED-PLANTED_1",
                "sk-proj-PLANTED",
                "AIzaSyPLANTEDPLANTED",
                "ghp_PLANTEDPLANTED",
                "eyJhbGciOiJIUzI1NiJ9PLANTED.PLANTED.PLANTED",
                "the password is hunter2!",
                "correct horse battery staple",
                "https://host/?x=pass%2Fword%2B1",
            })
    void no_secret_is_told(String text) {
        assertThat(secrets.removeFrom(text))
                .contains(Secrets.MASK)
                .doesNotContain("PLANTED")
                .doesNotContain("UExBT")
                .doesNotContain("hunter2")
                .doesNotContain("horse")
                .doesNotContain("word%2B");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection reset",
                "Failed to connect to gateway.example.com/192.0.2.1:443",
                "PKIX path building failed: unable to find valid certification path to requested target",
                "unable to find key: none given",
                "Basic authentication is disabled",
                "https://api.anthropic.com/v1/messages?beta=true",
                "Certificate pinning failure! sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=: CN=host",
                "hunter22 is another word",
                "task-runner risk-assessment desk_lamp",
                "fixed content-length: 100, bytes received: 3",
            })
    void what_is_no_secret_stays(String text) {
        assertThat(secrets.removeFrom(text)).isEqualTo(text);
    }

    @Test
    void what_stands_around_a_secret_stays() {
        assertThat(secrets.removeFrom("GET https://user:pw@host/path?a=1&key=x&b=2 failed"))
                .isEqualTo("GET https://***@host/path?a=1&key=***&b=2 failed");
        assertThat(secrets.removeFrom("in Authorization value: Bearer x")).isEqualTo("in Authorization value: ***");
    }

    @Test
    void the_cut_of_a_long_text_shows_no_half_of_a_secret() {
        for (int before = Secrets.LONGEST - 10; before < Secrets.LONGEST + 10; before++) {
            String text = ".".repeat(before) + "correct horse battery" + ".".repeat(9_000);

            assertThat(secrets.removeFrom(text)).doesNotContain("corr").hasSizeLessThanOrEqualTo(Secrets.LONGEST + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "://",
                "@",
                "://a@",
                "key=",
                "key",
                " ",
                "basic ",
                "basic a",
                "Bearer ",
                "in a value",
                "eyJaaaaaaaa.",
                "\"",
                "x-api-key",
                "value: ",
                "://@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@",
                "key: '",
                "sk-",
                "a"
            })
    void huge_hostile_texts_take_no_time(String part) {
        String text = part.repeat(5_000_000 / part.length());

        String told = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> secrets.removeFrom(text));

        assertThat(told).hasSizeLessThanOrEqualTo(Secrets.LONGEST + 1);
    }

    @Test
    void does_not_tell_what_it_knows() {
        assertThat(secrets.toString()).doesNotContain("hunter2");
    }
}
