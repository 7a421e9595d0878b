package dev.detour.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException notNumeric) {
            throw new AssertionError(notNumeric);
        }
    }

    @Test
    void what_a_public_service_may_have_is_left() {
        assertThat(Answers.accepted("api.vendor.test", List.of(address("10.10.34.36"), address("8.8.8.8"))))
                .containsExactly(address("8.8.8.8"));
    }

    @Test
    void an_address_that_was_written_out_is_no_answer() {
        assertThat(Answers.accepted("127.0.0.1", List.of(address("127.0.0.1")))).hasSize(1);
        assertThat(Answers.accepted("::1", List.of(address("::1")))).hasSize(1);
    }

    @Test
    void a_refusal_says_what_the_address_is_for() {
        assertThat(Answers.refusal("api.vendor.test", List.of(address("10.10.34.36"))))
                .startsWith(Answers.REFUSED)
                .contains("api.vendor.test", "10.10.34.36", "RFC 1918");
    }
}
