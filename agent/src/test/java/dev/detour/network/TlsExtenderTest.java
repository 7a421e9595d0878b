package dev.detour.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TlsExtenderTest {
    private static final Pki COMPANY = new Pki("Company Root");
    private static final Pki APPLICATION = new Pki("Application Root");
    private static final Pki STRANGER = new Pki("Stranger Root");
    private static final String HOST = "gateway.example.com";

    private final TlsExtender extender = new TlsExtender();

    /** Every way in which an application trusts; all but the first trust {@link #APPLICATION}'s root. */
    static Stream<SSLContext> applications() throws Exception {
        return Stream.of(
                SSLContext.getDefault(),
                Pki.context(null, APPLICATION.trustManager()),
                Pki.context(null, APPLICATION.trustManager("SunX509")),
                Pki.context(null, withParameters()),
                Pki.context(null, new DelegatingTrustManager(APPLICATION.trustManager())),
                Pki.context(null, new PlainTrustManager(APPLICATION.trustManager())));
    }

    private static TrustManager withParameters() throws Exception {
        PKIXBuilderParameters parameters =
                new PKIXBuilderParameters(APPLICATION.trustStore("PKCS12"), new X509CertSelector());
        parameters.setRevocationEnabled(false);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return factory.getTrustManagers()[0];
    }

    @ParameterizedTest
    @MethodSource("applications")
    void an_extra_root_is_trusted_whatever_the_application_trusts(SSLContext application) throws Exception {
        SSLContext extended = extended(application);
        TlsPeer gateway = TlsPeer.of(COMPANY.server(HOST));

        gateway.handshakeBySocket(extended, HOST);
        gateway.handshakeByEngine(extended, HOST);
    }

    @ParameterizedTest
    @MethodSource("applications")
    void without_it_the_same_certificate_is_not_trusted(SSLContext application) {
        assertRefused(TlsPeer.of(COMPANY.server(HOST)), application, HOST, "");
    }

    @ParameterizedTest
    @MethodSource("applications")
    void another_hosts_certificate_is_refused(SSLContext application) {
        assertRefused(TlsPeer.of(COMPANY.server("other.example.com")), extended(application), HOST, HOST);
    }

    @ParameterizedTest
    @MethodSource("applications")
    void an_expired_certificate_is_refused_and_that_is_what_is_said(SSLContext application) {
        TlsPeer gateway = TlsPeer.of(COMPANY.expired(HOST));

        assertThatThrownBy(() -> gateway.handshakeByEngine(extended(application), HOST))
                .isInstanceOf(SSLHandshakeException.class)
                .hasRootCauseInstanceOf(CertificateExpiredException.class);
        assertThatThrownBy(() -> gateway.handshakeBySocket(extended(application), HOST))
                .isInstanceOf(SSLHandshakeException.class)
                .hasRootCauseInstanceOf(CertificateExpiredException.class);
    }

    @ParameterizedTest
    @MethodSource("applications")
    void a_root_of_neither_is_not_trusted(SSLContext application) {
        assertRefused(TlsPeer.of(STRANGER.server(HOST)), extended(application), HOST, "");
    }

    @ParameterizedTest
    @MethodSource("applications")
    void a_stranger_who_takes_the_extra_roots_name_is_not_trusted(SSLContext application) {
        assertRefused(TlsPeer.of(new Pki("Company Root").server(HOST)), extended(application), HOST, "");
    }

    static Stream<SSLContext> applicationsOfTheirOwn() throws Exception {
        return applications().skip(1);
    }

    @ParameterizedTest
    @MethodSource("applicationsOfTheirOwn")
    void what_the_application_trusts_stays_trusted_and_checked(SSLContext application) throws Exception {
        SSLContext extended = extended(application);

        TlsPeer.of(APPLICATION.server(HOST)).handshakeBySocket(extended, HOST);
        TlsPeer.of(APPLICATION.server(HOST)).handshakeByEngine(extended, HOST);
        assertRefused(TlsPeer.of(APPLICATION.expired(HOST)), extended, HOST, "");
        assertRefused(TlsPeer.of(APPLICATION.server("other.example.com")), extended, HOST, HOST);
    }

    @Test
    void the_applications_own_refusal_stands() {
        SSLContext application = Pki.context(null, new DelegatingTrustManager(APPLICATION.trustManager()) {
            @Override
            void check() throws CertificateException {
                throw new CertificateException("not one of our pins");
            }
        });

        assertRefused(TlsPeer.of(COMPANY.server(HOST)), extended(application), HOST, "not one of our pins");
    }

    @Test
    void an_own_refusal_by_a_plain_trust_manager_stands() {
        SSLContext application = Pki.context(null, new PlainTrustManager(APPLICATION.trustManager()) {
            @Override
            public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
                throw new CertificateException("not one of our pins");
            }
        });

        assertRefused(TlsPeer.of(COMPANY.server(HOST)), extended(application), HOST, "not one of our pins");
    }

    @Test
    void a_search_that_failed_for_another_reason_than_a_missing_root_stands() {
        SSLContext application = Pki.context(null, new DelegatingTrustManager(APPLICATION.trustManager()) {
            @Override
            void check() throws CertificateException {
                throw new CertificateException(
                        new CertPathBuilderException("no path", new CertificateException("revoked")));
            }
        });

        assertRefused(TlsPeer.of(COMPANY.server(HOST)), extended(application), HOST, "revoked");
    }

    @Test
    void an_application_that_accepts_nothing_goes_on_accepting_nothing() {
        SSLContext application = Pki.context(null, new TrustManager[0]);

        assertRefused(
                TlsPeer.of(COMPANY.server(HOST)), extended(application), HOST, "No X509TrustManager implementation");
    }

    @Test
    void the_exception_for_a_stranger_is_the_applications_own() {
        SSLContext application = Pki.context(null, new DelegatingTrustManager(APPLICATION.trustManager()) {
            @Override
            void check() throws CertificateException {
                throw new CertificateException("ask your administrator", new CertPathBuilderException("no path"));
            }
        });

        assertRefused(TlsPeer.of(STRANGER.server(HOST)), extended(application), HOST, "ask your administrator");
    }

    @Test
    void only_classes_of_the_jdk_sit_in_connections_of_an_application_that_trusts_by_roots() throws Exception {
        for (SSLContext application : applications().limit(2).toList()) {
            ExtendedTls tls = extender.extend(application, List.of(COMPANY.root), null);

            assertThat(Objects.requireNonNull(tls.trustManager()).getClass().getName())
                    .isEqualTo("sun.security.ssl.X509TrustManagerImpl");
        }
    }

    @Test
    void what_sits_in_other_connections_comes_from_a_loader_that_holds_nothing_else() {
        SSLContext application = Pki.context(
                APPLICATION.client("EC", "application").keyManagers(),
                new DelegatingTrustManager(APPLICATION.trustManager()));
        ExtendedTls tls = extender.extend(
                application,
                List.of(COMPANY.root),
                COMPANY.client("EC", "operator").clientCertificate());

        ClassLoader loader =
                Objects.requireNonNull(tls.trustManager()).getClass().getClassLoader();
        assertThat(loader).isNotSameAs(getClass().getClassLoader());
        assertThat(loader.getClass().getClassLoader()).isNull();
        assertThat(loader.getParent()).isSameAs(ClassLoader.getPlatformClassLoader());
    }

    @Test
    void accepted_issuers_are_those_of_both() throws Exception {
        for (SSLContext application : applicationsOfTheirOwn().toList()) {
            ExtendedTls tls = extender.extend(application, List.of(COMPANY.root), null);

            assertThat(Objects.requireNonNull(tls.trustManager()).getAcceptedIssuers())
                    .containsExactlyInAnyOrder(APPLICATION.root, COMPANY.root);
        }
    }

    @Test
    void the_same_inputs_give_the_same_objects() throws Exception {
        for (SSLContext application : applications().toList()) {
            ExtendedTls first = extender.extend(application, List.of(COMPANY.root), null);
            ExtendedTls again = extender.extend(application.getSocketFactory(), List.of(COMPANY.root), null);
            ExtendedTls other = extender.extend(application, List.of(STRANGER.root), null);

            assertThat(again.context()).isNotNull().isSameAs(first.context());
            assertThat(again.socketFactory()).isNotNull().isSameAs(first.socketFactory());
            assertThat(other.context()).isNotNull().isNotSameAs(first.context());
        }
    }

    @Test
    void protocols_and_session_limits_are_the_applications() throws Exception {
        SSLContext application = SSLContext.getInstance("TLSv1.2");
        application.init(null, new TrustManager[] {APPLICATION.trustManager()}, null);
        application.getClientSessionContext().setSessionTimeout(77);
        application.getClientSessionContext().setSessionCacheSize(7);

        SSLContext extended = extended(application);

        assertThat(extended.getDefaultSSLParameters().getProtocols())
                .isEqualTo(application.getDefaultSSLParameters().getProtocols())
                .doesNotContain("TLSv1.3");
        assertThat(extended.getClientSessionContext().getSessionTimeout()).isEqualTo(77);
        assertThat(extended.getClientSessionContext().getSessionCacheSize()).isEqualTo(7);
    }

    @Test
    void a_client_certificate_is_shown_to_a_server_that_asks() throws Exception {
        SSLContext extended = extended(Pki.context(null, APPLICATION.trustManager()), COMPANY.client("EC", "operator"));
        TlsPeer gateway = TlsPeer.askingForClientsOf(COMPANY, COMPANY.server(HOST));

        assertThat(gateway.handshakeBySocket(extended, HOST)).hasToString("CN=operator");
        assertThat(gateway.handshakeByEngine(extended, HOST)).hasToString("CN=operator");
    }

    @Test
    void without_a_client_certificate_such_a_server_refuses() {
        TlsPeer gateway = TlsPeer.askingForClientsOf(COMPANY, COMPANY.server(HOST));
        SSLContext extended = extended(Pki.context(null, APPLICATION.trustManager()));

        assertThatThrownBy(() -> gateway.handshakeByEngine(extended, HOST)).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> gateway.handshakeBySocket(extended, HOST)).isInstanceOf(IOException.class);
    }

    @Test
    void the_configured_certificate_comes_before_the_applications() throws Exception {
        SSLContext application =
                Pki.context(COMPANY.client("EC", "application").keyManagers(), APPLICATION.trustManager());
        SSLContext extended = extended(application, COMPANY.client("RSA", "operator"));
        TlsPeer gateway = TlsPeer.askingForClientsOf(COMPANY, COMPANY.server(HOST));

        assertThat(gateway.handshakeBySocket(extended, HOST)).hasToString("CN=operator");
        assertThat(gateway.handshakeByEngine(extended, HOST)).hasToString("CN=operator");
    }

    @Test
    void the_applications_keys_answer_for_issuers_that_the_configured_one_does_not_have() throws Exception {
        SSLContext application =
                Pki.context(APPLICATION.client("EC", "application").keyManagers(), APPLICATION.trustManager());
        SSLContext extended = extended(application, COMPANY.client("EC", "operator"));
        TlsPeer inner = TlsPeer.askingForClientsOf(APPLICATION, APPLICATION.server(HOST));

        assertThat(inner.handshakeBySocket(extended, HOST)).hasToString("CN=application");
        assertThat(inner.handshakeByEngine(extended, HOST)).hasToString("CN=application");
    }

    @Test
    void the_applications_keys_stay_where_none_is_configured() throws Exception {
        SSLContext application =
                Pki.context(APPLICATION.client("EC", "application").keyManagers(), APPLICATION.trustManager());
        TlsPeer inner = TlsPeer.askingForClientsOf(APPLICATION, COMPANY.server(HOST));

        assertThat(inner.handshakeByEngine(extended(application), HOST)).hasToString("CN=application");
    }

    @Test
    void what_is_not_the_jdks_is_left_alone_and_said() {
        ExtendedTls tls = extender.extend(new ForeignSocketFactory(), List.of(COMPANY.root), null);

        assertThat(tls.context()).isNull();
        assertThat(tls.socketFactory()).isNull();
        assertThat(tls.refusal()).contains(ForeignSocketFactory.class.getName()).contains("its own stays in force");
    }

    @Test
    void a_context_that_is_not_initialised_is_left_alone() throws Exception {
        ExtendedTls tls = extender.extend(SSLContext.getInstance("TLS"), List.of(COMPANY.root), null);

        assertThat(tls.context()).isNull();
        assertThat(tls.refusal()).contains("its own stays in force");
    }

    @Test
    void an_undeployed_application_can_be_collected_though_its_manager_holds_its_context() throws Exception {
        WeakReference<ClassLoader> application = undeployedApplication();

        long end = System.nanoTime() + 10_000_000_000L;
        while (application.get() != null && System.nanoTime() < end) {
            System.gc();
            Thread.onSpinWait();
        }

        assertThat(application.get()).isNull();
        assertThat(extender).isNotNull();
    }

    private WeakReference<ClassLoader> undeployedApplication() throws Exception {
        URL classes = getClass().getProtectionDomain().getCodeSource().getLocation();
        ClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
        Class<?> type = loader.loadClass(HoldingTrustManager.class.getName());
        SSLContext context =
                Pki.context(null, (TrustManager) type.getConstructor().newInstance());
        type.getField("held").set(null, context);
        assertThat(extended(context)).isNotNull();
        return new WeakReference<>(loader);
    }

    private SSLContext extended(SSLContext application) {
        return context(extender.extend(application, List.of(COMPANY.root), null));
    }

    private SSLContext extended(SSLContext application, Pki.Identity client) {
        return context(extender.extend(application, List.of(COMPANY.root), client.clientCertificate()));
    }

    private static SSLContext context(ExtendedTls tls) {
        assertThat(tls.refusal()).isNull();
        return Objects.requireNonNull(tls.context());
    }

    private static void assertRefused(TlsPeer peer, SSLContext client, String host, String text) {
        assertThatThrownBy(() -> peer.handshakeBySocket(client, host))
                .isInstanceOf(SSLHandshakeException.class)
                .satisfies(failure -> assertThat(chain(failure)).contains(text));
        assertThatThrownBy(() -> peer.handshakeByEngine(client, host))
                .isInstanceOf(SSLHandshakeException.class)
                .hasCauseInstanceOf(CertificateException.class)
                .satisfies(failure -> assertThat(chain(failure)).contains(text));
    }

    private static String chain(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .toList()
                .toString();
    }
}
