package dev.detour.doctor;

import dev.detour.failure.Failure;
import dev.detour.network.TrustFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Whether another bundle of this machine trusts what the JVM does not: that of the system, or of other tools. */
final class OtherRoots {
    /** Where Debian, Red Hat, SUSE and Alpine keep theirs (Go's crypto/x509, root_linux.go). */
    private static final List<String> SYSTEM = List.of(
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/ca-bundle.pem",
            "/etc/ssl/cert.pem");

    private static final List<String> VARIABLES = List.of("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE");

    private OtherRoots() {}

    static void explain(Finding.Builder finding, Failure failure, List<X509Certificate> chain) {
        List<String> trusting = new ArrayList<>();
        for (String file : candidates()) {
            if (Files.isReadable(Path.of(file)) && trusts(file, chain)) {
                trusting.add(file);
            }
        }
        if (!trusting.isEmpty()) {
            finding.fact("trusted by", String.join(", ", trusting))
                    .hint(trusting.get(0) + " does trust it, and Java does not read that file: give it to the route"
                            + " (trust: [" + trusting.get(0) + "]). " + failure.hint());
        }
    }

    private static List<String> candidates() {
        List<String> files = new ArrayList<>();
        for (String variable : VARIABLES) {
            String file = System.getenv(variable);
            if (file != null && !file.isBlank()) {
                files.add(file.strip());
            }
        }
        files.addAll(SYSTEM);
        return files;
    }

    private static boolean trusts(String file, List<X509Certificate> chain) {
        try {
            KeyStore none = KeyStore.getInstance("PKCS12");
            none.load(null, null);
            new TrustStore(file, none)
                    .with(TrustFiles.read(file, null))
                    .checkServerTrusted(chain.toArray(new X509Certificate[0]), "UNKNOWN");
            return true;
        } catch (IOException | GeneralSecurityException | RuntimeException unusableOrNot) {
            return false;
        }
    }
}
