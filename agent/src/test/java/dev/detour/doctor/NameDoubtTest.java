package dev.detour.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.detour.exchange.Secrets;
import dev.detour.exchange.Ticker;
import dev.detour.exchange.Url;
import dev.detour.failure.Classifier;
import dev.detour.failure.FailureKind;
import dev.detour.failure.Providers;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NameDoubtTest {
    private static final String ANYBODYS = "93.184.216.34";
    private static final String INNER = "10.1.2.3";
    private static final Resolver CLEAN = new NameServerResolver("127.0.0.1:1", Duration.ofSeconds(1));

    @Test
    void next_step_is_a_clean_name_server_where_a_stranger_may_answer() throws UnknownHostException {
        for (FailureKind kind :
                List.of(FailureKind.CONNECT_TIMEOUT, FailureKind.TLS_HOSTNAME, FailureKind.TLS_UNTRUSTED)) {
            assertThat(hint(kind, "https://service.example", ANYBODYS)).contains("--resolver", "--doh", kind.hint());
            assertThat(hint(kind, "https://api.anthropic.com", INNER)).contains("--resolver");
        }
        assertThat(hint(FailureKind.TLS_RESET, "https://api.anthropic.com", ANYBODYS))
                .contains("--resolver");
    }

    @Test
    void nothing_is_added_where_dns_is_not_to_blame() throws UnknownHostException {
        assertThat(hint(FailureKind.CONNECT_REFUSED, "https://api.anthropic.com", ANYBODYS))
                .doesNotContain("--resolver");
        assertThat(hint(FailureKind.TLS_RESET, "https://service.example", ANYBODYS))
                .doesNotContain("--resolver");
        assertThat(hint(FailureKind.TLS_UNTRUSTED, "https://service.inner", INNER))
                .doesNotContain("--resolver");
        assertThat(hint(FailureKind.TLS_UNTRUSTED, "https://service.example", ANYBODYS, CLEAN))
                .doesNotContain("--resolver");
    }

    private static String hint(FailureKind kind, String url, String address, Resolver... resolvers)
            throws UnknownHostException {
        Visit visit = new Visit(Course.of("direct", Url.parse(url)).build(), instruments(List.of(resolvers)));
        visit.found(List.of(InetAddress.getByName(address)), 1);
        Finding finding = NameDoubt.about(visit, kind, Finding.failed(Step.CONNECT, kind, "it failed"))
                .build();
        return String.valueOf(finding.hint());
    }

    private static Instruments instruments(List<Resolver> resolvers) {
        return Instruments.builder()
                .timeout(Duration.ofSeconds(1))
                .resolvers(resolvers)
                .trustStore(TrustStore.of(Map.of()))
                .classifier(new Classifier(Providers.KNOWN, Secrets.of(Set.of(), Set.of(), Set.of()), Ticker.SYSTEM))
                .providers(Providers.KNOWN)
                .build();
    }
}
