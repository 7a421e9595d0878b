package dev.detour.network;

import java.io.IOException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads extra roots: PEM, DER (PKCS #7 too), PKCS #12 and JKS, told apart by content, whatever the file's name. */
public final class TrustFiles {
    private TrustFiles() {}

    /**
     * All certificates of a PEM or DER file; the trusted ones of a key store.
     *
     * @param password of a key store; null where it has none, and for JKS, which shows its certificates without
     * @return at least one
     * @throws IOException where there is none, with a message for a user that names the file and no secret
     */
    public static List<X509Certificate> read(String name, @Nullable String password) throws IOException {
        CertificateFile file = CertificateFile.read(name);
        switch (file.format()) {
            case PEM:
                return pem(file);
            case DER_CERTIFICATE:
                return List.copyOf(file.derCertificates());
            case PKCS12:
            case JKS:
            case JCEKS:
                return keyStore(file, password);
            case DER_KEY:
                throw file.wrong("holds a private key only, no certificate", null);
            default:
                throw file.wrong("is neither PEM nor DER nor a PKCS #12 or JKS key store", null);
        }
    }

    private static List<X509Certificate> pem(CertificateFile file) throws IOException {
        List<CertificateFile.PemBlock> blocks = file.pemBlocks();
        List<X509Certificate> certificates = file.certificates(blocks);
        if (certificates.isEmpty()) {
            boolean key = blocks.stream().anyMatch(CertificateFile.PemBlock::isKey);
            throw file.wrong(key ? "holds a private key only, no certificate" : "holds no certificate", null);
        }
        return List.copyOf(certificates);
    }

    private static List<X509Certificate> keyStore(CertificateFile file, @Nullable String password) throws IOException {
        KeyStore store = file.keyStore(password == null ? null : password.toCharArray());
        if (password == null && isEmpty(store)) {
            // Without a password the JDK passes over what is encrypted; OpenSSL's idea of none is the empty one.
            store = file.keyStore(new char[0]);
        }
        List<X509Certificate> roots = trusted(store);
        if (roots.isEmpty()) {
            throw file.wrong(
                    isEmpty(store)
                            ? "shows no trusted certificate (keytool -importcert makes key stores that do)"
                            : "holds private keys with their certificates, and no trusted certificate",
                    null);
        }
        return roots;
    }

    private static List<X509Certificate> trusted(KeyStore store) {
        try {
            List<X509Certificate> trusted = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                Certificate certificate = store.isCertificateEntry(alias) ? store.getCertificate(alias) : null;
                if (certificate instanceof X509Certificate) {
                    trusted.add((X509Certificate) certificate);
                }
            }
            return List.copyOf(trusted);
        } catch (KeyStoreException notLoaded) {
            throw new IllegalStateException(notLoaded);
        }
    }

    private static boolean isEmpty(KeyStore store) {
        try {
            return store.size() == 0;
        } catch (KeyStoreException notLoaded) {
            throw new IllegalStateException(notLoaded);
        }
    }
}
