package dev.detour.network;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority in memory. */
final class Pki {
    static final char[] PASSWORD = "changeit".toCharArray();

    private static final AtomicLong SERIAL = new AtomicLong(1);

    final X509Certificate root;
    private final KeyPair rootKeys = keys("EC");
    private final X500Name name;

    Pki(String name) {
        this.name = new X500Name("CN=" + name);
        this.root = sign(this.name, rootKeys, null, Instant.now().plus(Duration.ofDays(2)));
    }

    /** A key with its certificate, and the root behind it. */
    record Identity(PrivateKey key, X509Certificate certificate, X509Certificate issuer) {
        KeyStore keyStore() {
            try {
                KeyStore store = emptyStore("PKCS12");
                store.setKeyEntry("key", key, PASSWORD, new Certificate[] {certificate, issuer});
                return store;
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        KeyManager[] keyManagers() {
            try {
                KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
                factory.init(keyStore(), PASSWORD);
                return factory.getKeyManagers();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        ClientCertificate clientCertificate() {
            return new ClientCertificate(keyStore(), PASSWORD);
        }

        String keyPem() {
            return pem("PRIVATE KEY", key.getEncoded());
        }
    }

    Identity server(String host) {
        return issue("EC", host, Instant.now().plus(Duration.ofDays(1)));
    }

    Identity expired(String host) {
        return issue("EC", host, Instant.now().minus(Duration.ofHours(1)));
    }

    Identity client(String algorithm, String name) {
        return issue(algorithm, name, Instant.now().plus(Duration.ofDays(1)));
    }

    private Identity issue(String algorithm, String host, Instant until) {
        KeyPair keys = keys(algorithm);
        return new Identity(keys.getPrivate(), sign(new X500Name("CN=" + host), keys, host, until), root);
    }

    private X509Certificate sign(X500Name subject, KeyPair keys, @Nullable String host, Instant until) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(Instant.now().minus(Duration.ofDays(2))),
                    Date.from(until),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(host == null));
            if (host != null) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(rootKeys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair keys(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("EC") ? 256 : 2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The JDK's own manager with this root alone. */
    X509ExtendedTrustManager trustManager() {
        return trustManager("PKIX");
    }

    X509ExtendedTrustManager trustManager(String algorithm) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(algorithm);
            factory.init(trustStore("PKCS12"));
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    KeyStore trustStore(String type) {
        try {
            KeyStore store = emptyStore(type);
            store.setCertificateEntry("root", root);
            return store;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    String rootPem() {
        return pem(root);
    }

    static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    static KeyStore emptyStore(String type) {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    static SSLContext context(KeyManager @Nullable [] keys, TrustManager... trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
