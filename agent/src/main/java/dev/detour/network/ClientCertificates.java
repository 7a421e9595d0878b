package dev.detour.network;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads client certificates with their keys: PKCS #12, JKS, or PEM with an unencrypted PKCS #8 key. */
public final class ClientCertificates {
    private ClientCertificates() {}

    /**
     * Reads the file and opens its keys.
     *
     * @param password of the key store and of the keys in it; null where there is none
     * @throws IOException where it holds no usable key, with a message for a user that names the file and no secret
     */
    public static ClientCertificate read(String name, @Nullable String password) throws IOException {
        CertificateFile file = CertificateFile.read(name);
        switch (file.format()) {
            case PEM:
                return pem(file);
            case PKCS12:
            case JKS:
            case JCEKS:
                return keyStore(file, password == null ? new char[0] : password.toCharArray());
            case DER_CERTIFICATE:
                throw file.wrong("holds a certificate only, no private key", null);
            case DER_KEY:
                throw file.wrong("holds a private key only, no certificate", null);
            default:
                throw file.wrong("is neither a PKCS #12 or JKS key store nor PEM", null);
        }
    }

    private static ClientCertificate keyStore(CertificateFile file, char[] password) throws IOException {
        KeyStore store = file.keyStore(password);
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    store.getKey(alias, password);
                }
            }
        } catch (UnrecoverableKeyException locked) {
            throw file.wrong("holds a key that does not open with this password", locked);
        } catch (GeneralSecurityException failed) {
            throw file.wrong("holds a key that cannot be read", failed);
        }
        ClientCertificate certificate = new ClientCertificate(store, password);
        if (certificate.chains().isEmpty()) {
            throw file.wrong("holds certificates only, no private key", null);
        }
        return certificate;
    }

    private static ClientCertificate pem(CertificateFile file) throws IOException {
        List<CertificateFile.PemBlock> blocks = file.pemBlocks();
        List<X509Certificate> certificates = file.certificates(blocks);
        PrivateKey key = key(file, blocks);
        if (certificates.isEmpty()) {
            throw file.wrong("holds a private key only, no certificate", null);
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate[] chain = chain(file, key, certificates).toArray(new Certificate[0]);
            // In memory only; some releases of the JDK want a password that is not empty.
            char[] password = "in memory".toCharArray();
            store.setKeyEntry("client", key, password, chain);
            return new ClientCertificate(store, password);
        } catch (GeneralSecurityException failed) {
            throw file.wrong("holds a key that this JVM cannot use", failed);
        }
    }

    private static PrivateKey key(CertificateFile file, List<CertificateFile.PemBlock> blocks) throws IOException {
        for (CertificateFile.PemBlock block : blocks) {
            if (block.label().equals("PRIVATE KEY")) {
                return key(file, file.bytes(block));
            }
        }
        for (CertificateFile.PemBlock block : blocks) {
            if (block.isKey()) {
                throw file.wrong(
                        "holds a key of the kind " + block.label()
                                + ", which is not read; convert it: openssl pkcs8 -topk8 -nocrypt -in FILE"
                                + " -out NEW-FILE, or give a PKCS #12 file",
                        null);
            }
        }
        throw file.wrong("holds certificates only, no private key", null);
    }

    /** Each factory knows its own keys by the algorithm named inside. */
    private static PrivateKey key(CertificateFile file, byte[] pkcs8) throws IOException {
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException notThisOne) {
                // Or this JVM has no such factory (EdDSA before 15): the next may know it.
            }
        }
        throw file.wrong("holds a private key that is damaged or of a kind that this JVM does not know", null);
    }

    /** The key's own certificate first; the others, its issuers, in the order of the file. */
    private static List<X509Certificate> chain(CertificateFile file, PrivateKey key, List<X509Certificate> certificates)
            throws IOException, GeneralSecurityException {
        for (X509Certificate certificate : certificates) {
            if (belong(key, certificate.getPublicKey())) {
                List<X509Certificate> chain = new ArrayList<>(certificates);
                chain.remove(certificate);
                chain.add(0, certificate);
                return chain;
            }
        }
        throw file.wrong("holds a private key that belongs to none of its certificates", null);
    }

    /** Tried, because the JDK does not tell the public key of a private one. */
    private static boolean belong(PrivateKey key, PublicKey candidate) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(candidate.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(signatureAlgorithm(key));
        signature.initSign(key);
        byte[] probe = {1, 2, 3};
        signature.update(probe);
        byte[] signed = signature.sign();
        Signature verification = Signature.getInstance(signatureAlgorithm(key));
        verification.initVerify(candidate);
        verification.update(probe);
        try {
            return verification.verify(signed);
        } catch (GeneralSecurityException anotherCurveOrLength) {
            return false;
        }
    }

    private static String signatureAlgorithm(PrivateKey key) {
        switch (key.getAlgorithm()) {
            case "EC":
                return "SHA256withECDSA";
            case "RSA":
                return "SHA256withRSA";
            default:
                return key.getAlgorithm();
        }
    }
}
