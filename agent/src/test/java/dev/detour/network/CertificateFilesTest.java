package dev.detour.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFilesTest {
    private static final Pki PKI = new Pki("Company Root");
    private static final Pki OTHER = new Pki("Other Root");
    private static final Pki.Identity CLIENT = PKI.client("EC", "client");
    private static final String SECRET = "changeit";

    @TempDir
    private Path folder;

    @Test
    void reads_all_certificates_of_a_pem_file_with_text_between() throws Exception {
        String text = "# the company's\r\n" + PKI.rootPem().replace("\n", "\r\n") + "subject=CN=Other\r\n\r\n"
                + OTHER.rootPem() + CLIENT.keyPem() + "the end";

        assertThat(TrustFiles.read(file(text.getBytes(UTF_8)), null)).containsExactly(PKI.root, OTHER.root);
    }

    @Test
    void reads_der_whatever_the_name() throws Exception {
        assertThat(TrustFiles.read(file(PKI.root.getEncoded()), null)).containsExactly(PKI.root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS", "JCEKS"})
    void reads_key_stores(String type) throws Exception {
        String file = file(PKI.trustStore(type), SECRET);

        assertThat(TrustFiles.read(file, SECRET)).containsExactly(PKI.root);
        assertThatThrownBy(() -> TrustFiles.read(file, "marked"))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " does not open with this password");
    }

    @Test
    void a_jks_shows_its_certificates_without_a_password() throws Exception {
        assertThat(TrustFiles.read(file(PKI.trustStore("JKS"), SECRET), null)).containsExactly(PKI.root);
    }

    @Test
    void a_pkcs12_without_its_password_says_so() throws Exception {
        String file = file(PKI.trustStore("PKCS12"), SECRET);

        assertThatThrownBy(() -> TrustFiles.read(file, null))
                .hasMessageStartingWith(file)
                .hasMessageContaining("password");
    }

    @Test
    void says_what_a_file_without_roots_is() throws Exception {
        assertWrongTrust(new byte[0], "is empty");
        assertWrongTrust("hello, world".getBytes(UTF_8), "is neither PEM nor DER");
        assertWrongTrust(CLIENT.keyPem().getBytes(UTF_8), "holds a private key only");
        assertWrongTrust(CLIENT.key().getEncoded(), "holds a private key only");
        assertWrongTrust(Pki.pem("X509 CRL", new byte[] {1}).getBytes(UTF_8), "holds no certificate");
        assertWrongTrust(
                PKI.rootPem().replace("CERTIFICATE", "TRUSTED CERTIFICATE").getBytes(UTF_8), "openssl x509");
        assertWrongTrust(PKI.rootPem().substring(0, 100).getBytes(UTF_8), "does not end");
        assertWrongTrust(Pki.pem("CERTIFICATE", new byte[] {0x30, 1, 2}).getBytes(UTF_8), "no X.509 certificate");
        assertWrongTrust("-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----".getBytes(UTF_8), "not Base64");
        assertWrongTrust(new byte[] {0x30, (byte) 0x82, 1, 1, 0x30, 1, 1, 1}, "no X.509 certificate");
        assertWrongTrust(new byte[] {(byte) 0xfe, (byte) 0xed, (byte) 0xfe, (byte) 0xed, 9}, "no JKS key store");
        String keys = file(CLIENT.keyStore(), SECRET);
        assertThatThrownBy(() -> TrustFiles.read(keys, SECRET)).hasMessageContaining("no trusted certificate");
        String missing = folder.resolve("missing.pem").toString();
        assertThatThrownBy(() -> TrustFiles.read(missing, null))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot be read: " + missing);
    }

    private void assertWrongTrust(byte[] content, String message) throws IOException {
        String file = file(content);
        assertThatThrownBy(() -> TrustFiles.read(file, null))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void reads_a_client_certificate_from_pem_in_any_order(String algorithm) throws Exception {
        Pki.Identity client = PKI.client(algorithm, "client");
        String text = PKI.rootPem() + client.keyPem() + Pki.pem(client.certificate());

        assertThat(ClientCertificates.read(file(text.getBytes(UTF_8)), null).chains())
                .containsExactly(List.of(client.certificate(), PKI.root));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void reads_a_client_certificate_from_a_key_store(String type) throws Exception {
        KeyStore store = Pki.emptyStore(type);
        store.setKeyEntry(
                "key", CLIENT.key(), SECRET.toCharArray(), new java.security.cert.Certificate[] {CLIENT.certificate()});
        String file = file(store, SECRET);

        assertThat(ClientCertificates.read(file, SECRET).chains()).containsExactly(List.of(CLIENT.certificate()));
        assertThatThrownBy(() -> ClientCertificates.read(file, "marked"))
                .hasMessage(file + " does not open with this password");
    }

    @Test
    void a_key_with_another_password_than_its_store_is_named() throws Exception {
        KeyStore store = Pki.emptyStore("JKS");
        store.setKeyEntry(
                "key", CLIENT.key(), "other".toCharArray(), new java.security.cert.Certificate[] {CLIENT.certificate()
                });

        assertThatThrownBy(() -> ClientCertificates.read(file(store, SECRET), SECRET))
                .hasMessageContaining("a key that does not open with this password");
    }

    @Test
    void says_what_a_file_without_a_usable_key_is() throws Exception {
        String certificate = Pki.pem(CLIENT.certificate());
        assertWrongClient(certificate, "no private key");
        assertWrongClient(CLIENT.keyPem(), "no certificate");
        assertWrongClient(OTHER.rootPem() + CLIENT.keyPem(), "belongs to none of its certificates");
        assertWrongClient(
                certificate + CLIENT.keyPem().replace("PRIVATE KEY", "EC PRIVATE KEY"), "openssl pkcs8 -topk8");
        assertWrongClient(
                certificate + CLIENT.keyPem().replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"), "ENCRYPTED PRIVATE KEY");
        assertWrongClient(certificate + Pki.pem("PRIVATE KEY", new byte[] {1, 2, 3}), "damaged or of a kind");
        assertWrongClient("", "is empty");
        String roots = file(PKI.trustStore("PKCS12"), SECRET);
        assertThatThrownBy(() -> ClientCertificates.read(roots, SECRET)).hasMessageContaining("no private key");
    }

    @Test
    void no_message_tells_a_key() throws Exception {
        String key = Base64.getEncoder().encodeToString(CLIENT.key().getEncoded());
        String file = file(("-----BEGIN PRIVATE KEY-----\n" + key + "*\n-----END PRIVATE KEY-----\n").getBytes(UTF_8));

        assertThatThrownBy(() -> ClientCertificates.read(file, null)).hasMessageNotContaining(key.substring(0, 8));
    }

    private void assertWrongClient(String content, String message) throws IOException {
        String file = file(content.getBytes(UTF_8));
        assertThatThrownBy(() -> ClientCertificates.read(file, null))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file)
                .hasMessageContaining(message);
    }

    private String file(byte[] content) throws IOException {
        return Files.write(folder.resolve("file.txt"), content).toString();
    }

    private String file(KeyStore store, String password) throws Exception {
        Path file = folder.resolve("store.txt");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return file.toString();
    }
}
