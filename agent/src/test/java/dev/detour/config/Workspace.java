package dev.detour.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A folder with a configuration and what it names, with variables and properties of its own. */
final class Workspace {
    static final Vocabulary VOCABULARY = Vocabulary.of(
            Set.of("rate_limited", "first_byte_timeout", "connect_refused"), Set.of("anthropic", "openai"));

    private static final String PEM = pem(certificate());

    final Path folder;
    final Map<String, String> variables = new LinkedHashMap<>();
    final Map<String, String> properties = new LinkedHashMap<>();
    final FakeNetworkReaders readers = new FakeNetworkReaders();

    Workspace(Path folder) {
        this.folder = folder;
    }

    /** With all that the complete example names. */
    static Workspace complete(Path folder) {
        Workspace workspace = new Workspace(folder);
        workspace.write("corp-ca.pem", PEM);
        workspace.write("client.p12", "the fake does not look");
        workspace.write("p12-password", "right\n");
        workspace.write("tenant", "marked-tenant\n");
        workspace.variables.put("GATEWAY_KEY", "marked-gateway-key");
        workspace.variables.put("OTLP_TOKEN", "marked-otlp-token");
        workspace.variables.put("HTTPS_PROXY", "http://user:marked-proxy-password@proxy.example.com:3128");
        workspace.write("detour.yaml", example());
        return workspace;
    }

    static String example() {
        try (var in = Workspace.class.getResourceAsStream("/complete.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void write(String file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    void write(String file, byte[] content) {
        try {
            Files.write(folder.resolve(file), content);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void delete(String file) {
        try {
            Files.delete(folder.resolve(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void writeRoot(String file) {
        write(file, PEM);
    }

    ConfigLoader loader() {
        return new ConfigLoader(Environment.of(variables, properties, folder.toString()), VOCABULARY, readers);
    }

    Loaded load(String yaml) {
        write("detour.yaml", yaml);
        return load();
    }

    Loaded load() {
        return loader().load(Source.file("detour.yaml"));
    }

    /** The configuration of a text without faults. */
    Configuration good(String yaml) {
        return good(load(yaml));
    }

    static Configuration good(Loaded loaded) {
        Configuration configuration = loaded.configuration();
        if (configuration == null) {
            throw new AssertionError("faults: " + loaded.faults());
        }
        return configuration;
    }

    List<String> faults(String yaml) {
        return load(yaml).faults().stream().map(Fault::toString).toList();
    }

    @SuppressWarnings("JavaUtilDate") // what Bouncy Castle takes
    private static X509Certificate certificate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair pair = generator.generateKeyPair();
            X500Name name = new X500Name("CN=Test root");
            return new JcaX509CertificateConverter()
                    .getCertificate(new JcaX509v3CertificateBuilder(
                                    name, BigInteger.ONE, new Date(0), new Date(4102444800000L), name, pair.getPublic())
                            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static String pem(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
