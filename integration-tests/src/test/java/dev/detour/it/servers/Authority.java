package dev.detour.it.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority, made for the run. What it issues is an {@link Identity}. */
public final class Authority {
    /** Of every key store here. */
    public static final String PASSWORD = "changeit";

    private static final Duration YEAR = Duration.ofDays(365);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyPair keys;
    private final X509Certificate certificate;

    private Authority(KeyPair keys, X509Certificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    public static Authority named(String name) {
        KeyPair keys = keys();
        X500Name subject = new X500Name("CN=" + name);
        Instant now = Instant.now();
        return new Authority(keys, sign(keys, subject, keys, subject, now.minus(YEAR), now.plus(YEAR), true));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** For a server of these hosts, names or numeric addresses. */
    public Identity server(String... hosts) {
        Instant now = Instant.now();
        return issue("CN=" + hosts[0], now.minus(Duration.ofDays(1)), now.plus(YEAR), hosts);
    }

    /** The same, over since yesterday. */
    public Identity expired(String... hosts) {
        Instant now = Instant.now();
        return issue("CN=" + hosts[0], now.minus(YEAR), now.minus(Duration.ofDays(1)), hosts);
    }

    /** The same, from tomorrow on. */
    public Identity premature(String... hosts) {
        Instant now = Instant.now();
        return issue("CN=" + hosts[0], now.plus(Duration.ofDays(1)), now.plus(YEAR), hosts);
    }

    /** With a key that is too short to be accepted. */
    public Identity weak(String... hosts) {
        return issue(rsaKeys(1_000), hosts);
    }

    /** A list of certificates that are no longer good, as a file, which it returns. */
    public Path revoking(Path file, Identity... identities) {
        try {
            Instant now = Instant.now();
            JcaX509v2CRLBuilder list = new JcaX509v2CRLBuilder(certificate, Date.from(now.minus(Duration.ofDays(1))));
            list.setNextUpdate(Date.from(now.plus(YEAR)));
            for (Identity identity : identities) {
                list.addCRLEntry(
                        identity.certificate().getSerialNumber(),
                        Date.from(now.minus(Duration.ofHours(1))),
                        CRLReason.keyCompromise);
            }
            return write(
                    file,
                    list.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                            .getEncoded());
        } catch (IOException | OperatorCreationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A certificate of its own making, with no authority behind it. */
    public static Identity selfSigned(String... hosts) {
        KeyPair keys = keys();
        X500Name subject = new X500Name("CN=" + hosts[0]);
        Instant now = Instant.now();
        X509Certificate signed = sign(keys, subject, keys, subject, now.minus(YEAR), now.plus(YEAR), false, hosts);
        return new Identity(keys.getPrivate(), new X509Certificate[] {signed});
    }

    public Identity client(String name) {
        Instant now = Instant.now();
        return issue("CN=" + name, now.minus(Duration.ofDays(1)), now.plus(YEAR));
    }

    private Identity issue(KeyPair leaf, String... hosts) {
        Instant now = Instant.now();
        return issue(leaf, "CN=" + hosts[0], now.minus(Duration.ofDays(1)), now.plus(YEAR), hosts);
    }

    private Identity issue(String subject, Instant from, Instant to, String... hosts) {
        return issue(keys(), subject, from, to, hosts);
    }

    private Identity issue(KeyPair leaf, String subject, Instant from, Instant to, String... hosts) {
        X509Certificate signed = sign(
                leaf,
                new X500Name(subject),
                keys,
                new X500Name(certificate.getSubjectX500Principal().getName()),
                from,
                to,
                false,
                hosts);
        return new Identity(leaf.getPrivate(), new X509Certificate[] {signed, certificate});
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static KeyPair rsaKeys(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static X509Certificate sign(
            KeyPair owner,
            X500Name subject,
            KeyPair signer,
            X500Name issuer,
            Instant from,
            Instant to,
            boolean authority,
            String... hosts) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer, new BigInteger(64, RANDOM), Date.from(from), Date.from(to), subject, owner.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            addHosts(builder, hosts);
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
        } catch (CertIOException | GeneralSecurityException | OperatorCreationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void addHosts(JcaX509v3CertificateBuilder builder, String... hosts) throws CertIOException {
        if (hosts.length == 0) {
            return;
        }
        GeneralName[] names = new GeneralName[hosts.length];
        for (int i = 0; i < hosts.length; i++) {
            boolean address = hosts[i].matches("[0-9.]+|.*:.*");
            names[i] = new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, hosts[i]);
        }
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }

    /** The root as a PEM file, which it returns. */
    public Path pem(Path file) {
        return write(file, pem().getBytes(US_ASCII));
    }

    public String pem() {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(encoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** The root as a DER file, which it returns. */
    public Path der(Path file) {
        return write(file, encoded());
    }

    /** The root as the one entry of a key store ({@code PKCS12} or {@code JKS}), which it returns. */
    public Path store(Path file, String type) {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            store.setCertificateEntry("root", certificate);
            store.store(out, PASSWORD.toCharArray());
            return file;
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private byte[] encoded() {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A context that trusts this authority alone, and shows an identity where there is one. */
    SSLContext context(@Nullable Identity identity) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("root", certificate);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity == null ? null : identity.keyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
