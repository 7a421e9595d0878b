package dev.detour.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.failure.FailureKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
    private static final Finding WELL = Finding.ok(Step.HTTP, "200").build();
    private static final Finding REFUSED = failed(Step.CONNECT, FailureKind.CONNECT_REFUSED);
    private static final Finding BOGUS =
            Finding.odd(Step.DNS, Remark.NAME_SUSPICIOUS, "x is 10.0.0.1").build();

    @Test
    void says_that_nothing_is_wrong() {
        Verdict verdict = verdict(course("direct", round(WELL)));
        assertThat(verdict.exitStatus()).isZero();
        assertThat(verdict.code()).isNull();
        assertThat(verdict.what()).contains("nothing wrong");
    }

    @ParameterizedTest
    @EnumSource
    void names_layer_cause_and_cure_of_every_kind(FailureKind kind) {
        Verdict verdict = verdict(course("direct", round(failed(Step.HTTP, kind))));
        assertThat(verdict.exitStatus()).isEqualTo(1);
        assertThat(verdict.what()).isEqualTo(kind.code() + " (" + kind.layer().code() + "): " + kind.meaning());
        assertThat(verdict.why()).contains("to ask: ");
        assertThat(verdict.todo()).isEqualTo(kind.hint());
    }

    @ParameterizedTest
    @EnumSource
    void tells_its_own_remarks_too(Remark remark) {
        Verdict verdict = verdict(
                course("direct", round(Finding.odd(Step.HTTP, remark, "odd").build())));
        assertThat(verdict.code()).isEqualTo(remark.code());
        assertThat(verdict.todo()).isEqualTo(remark.hint());
        assertThat(FailureKind.ofCode(remark.code())).isNull();
    }

    @Test
    void goes_by_the_first_failure_and_not_by_what_it_caused() {
        Finding skipped = Finding.skipped(Step.HTTP, "connect failed");
        Finding detail = Finding.failed(Step.DNS, FailureKind.DNS_UNAVAILABLE, "a resolver")
                .detail()
                .build();
        assertThat(verdict(course("direct", round(detail, REFUSED, skipped))).code())
                .isEqualTo("connect_refused");
    }

    @Test
    void blames_the_name_for_what_a_forged_address_did() {
        assertThat(verdict(course("direct", round(BOGUS, REFUSED))).code()).isEqualTo("dns_suspicious");
        assertThat(verdict(course("direct", round(BOGUS, failed(Step.TLS, FailureKind.TLS_HOSTNAME))))
                        .code())
                .isEqualTo("dns_suspicious");
        assertThat(verdict(course("direct", round(BOGUS, failed(Step.HTTP, FailureKind.RATE_LIMITED))))
                        .code())
                .isEqualTo("rate_limited");
        assertThat(verdict(course("direct", round(BOGUS, WELL))).code()).isEqualTo("name_suspicious");
    }

    @Test
    void blames_the_name_where_a_clean_address_works() {
        Finding forged = Finding.failed(Step.DNS, FailureKind.DNS_SUSPICIOUS, "x is 1.2.3.4")
                .meaning("the name leads to a false address")
                .fact("by the clean address", "it works")
                .label("clean address")
                .build();
        Verdict verdict = verdict(course("direct", round(failed(Step.CONNECT, FailureKind.CONNECT_TIMEOUT), forged)));
        assertThat(verdict.what()).isEqualTo("dns_suspicious (dns): the name leads to a false address");
        assertThat(verdict.why()).contains("by the clean address: it works");
    }

    @Test
    void tells_always_from_now_and_then() {
        assertThat(verdict(course("direct", round(REFUSED), round(REFUSED))).what())
                .endsWith(", always");
        Verdict verdict = verdict(course("direct", round(WELL), round(REFUSED), round(WELL)));
        assertThat(verdict.what()).endsWith(", 1 of 3");
        assertThat(verdict.exitStatus()).isEqualTo(1);
    }

    @Test
    void takes_the_failure_that_most_rounds_ended_in() {
        Finding cut = failed(Step.TLS, FailureKind.TLS_RESET);
        assertThat(verdict(course("direct", round(REFUSED), round(cut), round(cut)))
                        .what())
                .startsWith("tls_reset")
                .endsWith(", 2 of 3");
    }

    @Test
    void points_to_the_way_that_works() {
        Verdict verdict = verdict(course("proxy", round(REFUSED)), course("direct", round(WELL)));
        assertThat(verdict.course()).isEqualTo("proxy");
        assertThat(verdict.todo()).startsWith("It works by another way (direct)");
    }

    @Test
    void says_when_every_way_fails_alike() {
        assertThat(verdict(course("proxy", round(REFUSED)), course("direct", round(REFUSED)))
                        .todo())
                .startsWith("Every way fails alike");
    }

    @Test
    void judges_the_first_way_and_mentions_the_others() {
        Verdict verdict = verdict(course("proxy", round(WELL)), course("direct", round(REFUSED)));
        assertThat(verdict.exitStatus()).isZero();
        assertThat(verdict.why()).contains("direct: connect_refused");
    }

    @Test
    void falls_back_on_the_environment() {
        Finding key = Finding.odd(Step.ENVIRONMENT, Remark.KEY_MALFORMED, "KEY: with a line break")
                .build();
        assertThat(Verdict.of(List.of(course("direct", round(WELL))), List.of(key))
                        .code())
                .isEqualTo("key_malformed");
        assertThat(Verdict.of(List.of(course("direct", round(REFUSED))), List.of(key))
                        .code())
                .isEqualTo("connect_refused");
    }

    private static Finding failed(Step step, FailureKind kind) {
        return Finding.failed(step, kind, "it failed").build();
    }

    private static Finding[] round(Finding... findings) {
        return findings;
    }

    private static CourseResult course(String name, Finding[]... rounds) {
        return new CourseResult(
                name, "https://x", Arrays.stream(rounds).map(List::of).toList());
    }

    private static Verdict verdict(CourseResult... courses) {
        return Verdict.of(Arrays.asList(courses), List.of());
    }
}
