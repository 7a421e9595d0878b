package dev.detour.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailureKindTest {
    /** The dictionary as it was agreed: code, layer, acted, same, next. Words are those of the table. */
    private static final String DICTIONARY = """
            dns_not_found dns no no yes
            dns_unavailable dns no yes yes
            dns_suspicious dns no no yes
            connect_refused connect no yes yes
            connect_reset connect no yes yes
            connect_timeout connect no yes yes
            network_unreachable connect no no yes
            egress_denied connect no no yes
            local_exhausted connect no yes no
            proxy_unreachable proxy no no yes
            proxy_auth_required proxy no no yes
            proxy_refused_tunnel proxy no no yes
            proxy_closed proxy no yes yes
            tls_reset tls no 1 yes
            tls_timeout tls no 1 yes
            tls_plaintext tls no no yes
            tls_untrusted tls no no yes
            tls_expired tls no no yes
            tls_hostname tls no no yes
            tls_rejected tls no no yes
            tls_version tls no no yes
            tls_client_certificate tls no no yes
            tls_alert tls no 1 yes
            stale_connection request maybe yes no
            closed_before_response request maybe yes yes
            reset_before_response request maybe 1 yes
            write_failed request maybe yes yes
            first_byte_timeout request maybe no no
            bad_response response maybe no yes
            h2_refused request no yes yes
            h2_reset request maybe yes yes
            idle_timeout stream – no no
            body_truncated stream – no no
            body_reset stream – no no
            stream_incomplete stream – no no
            stream_error stream – no no
            total_timeout request maybe no no
            cancelled caller – no no
            invalid_request caller no no no
            auth_rejected http answered no no
            billing_required http answered no no
            not_found http answered no no
            wrong_base_url http answered no yes
            request_rejected http answered no no
            rate_limited http no yes no
            quota_exhausted http answered no yes
            overloaded http no yes yes
            blocked http answered no yes
            gateway_error http maybe no yes
            server_error http maybe yes yes
            intercepted http answered no yes
            redirect_loop http answered no no
            circuit_open agent no no no
            unknown agent maybe no no
            """;

    @Test
    void agrees_with_the_dictionary() {
        assertThat(DICTIONARY.lines())
                .containsExactlyElementsOf(Arrays.stream(FailureKind.values())
                        .map(FailureKindTest::row)
                        .toList());
        assertThat(FailureKind.codes())
                .containsExactlyElementsOf(
                        DICTIONARY.lines().map(line -> line.split(" ", 2)[0]).toList());
    }

    private static String row(FailureKind kind) {
        Disposition disposition = kind.disposition();
        String same = !disposition.isRepeatable()
                ? "no"
                : disposition.repeats() == Disposition.AS_POLICY_ALLOWS ? "yes" : "" + disposition.repeats();
        return String.join(
                " ",
                kind.code(),
                kind.layer().code(),
                disposition.acted().word(),
                same,
                disposition.movesOn() ? "yes" : "no");
    }

    @ParameterizedTest
    @CsvSource({
        "proxy_refused_tunnel, 403, no, no",
        "proxy_refused_tunnel, 502, no, yes",
        "proxy_refused_tunnel, 504, no, yes",
        "request_rejected, 400, answered, no",
        "request_rejected, 408, no, at most 1",
        "request_rejected, 409, answered, at most 1",
        "gateway_error, 502, maybe, no",
        "gateway_error, 503, no, yes",
        "gateway_error, 504, maybe, at most 1",
        "server_error, 500, maybe, yes",
        "server_error, 503, no, yes",
        "rate_limited, 429, no, 'yes, after 1 s or more'",
        "overloaded, 529, no, 'yes, after 1 s or more'",
        "stale_connection, 0, maybe, 'yes, on a new connection'",
    })
    void statuses_refine_the_dictionary(String code, int status, String acted, String same) {
        Disposition disposition =
                Objects.requireNonNull(FailureKind.ofCode(code)).disposition(status);

        assertThat(disposition.acted().word()).isEqualTo(acted);
        assertThat(disposition.sameInWords()).isEqualTo(same);
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void tells_people_what_happened_and_what_to_do(FailureKind kind) {
        assertThat(kind.meaning()).matches("[a-z].*[^.]");
        assertThat(kind.hint()).matches("[A-Z].*\\.");
        assertThat(FailureKind.ofCode(kind.code())).isSameAs(kind);
    }

    @Test
    void an_unknown_code_has_no_kind() {
        assertThat(FailureKind.ofCode("Connect_Refused")).isNull();
    }

    @Test
    void documents_are_made_from_the_table() {
        String markdown = Dictionary.markdown();

        assertThat(markdown.lines()).hasSize(2 + FailureKind.values().length).allMatch(line -> line.startsWith("|"));
        assertThat(markdown)
                .contains("| `gateway_error` | http | a gateway could not get an answer from the service behind it"
                        + " | maybe; 503: no | no; 503: yes; 504: at most 1 | yes | ");
        assertThat(markdown.lines()
                        .map(line -> line.replaceAll("[^|]", "").length())
                        .distinct())
                .containsExactly(8);
    }
}
