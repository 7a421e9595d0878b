package dev.detour.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class IssuerTest {
    private static final Pki COMPANY = new Pki("Company Root");
    private static final Pki PUBLIC = new Pki("Public Root");

    @Test
    void the_root_that_is_missing_is_named() {
        Throwable refused = catchThrowable(() -> TlsPeer.of(COMPANY.server("localhost"))
                .handshakeBySocket(Pki.context(null, PUBLIC.trustManager()), "localhost"));

        assertThat(refused).isInstanceOf(javax.net.ssl.SSLHandshakeException.class);
        assertThat(Issuer.of(refused)).isEqualTo("CN=Company Root");
    }

    @Test
    void an_expired_certificate_names_its_issuer_too() {
        Throwable refused = catchThrowable(() -> TlsPeer.of(COMPANY.expired("localhost"))
                .handshakeBySocket(Pki.context(null, COMPANY.trustManager()), "localhost"));

        assertThat(Issuer.of(refused)).isEqualTo("CN=Company Root");
    }

    @Test
    void other_failures_have_none() {
        assertThat(Issuer.of(new IOException("Connection reset"))).isNull();
    }

    @Test
    void a_circle_of_causes_ends() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        assertThat(Issuer.of(first)).isNull();
    }
}
