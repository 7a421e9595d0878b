package dev.detour.network;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file with certificates or keys in it: knows its format by its content, and its name for messages. */
final class CertificateFile {
    enum Format {
        PEM,
        DER_CERTIFICATE,
        DER_KEY,
        PKCS12,
        JKS,
        JCEKS,
        UNKNOWN
    }

    /** The largest bundles in use have a quarter of a megabyte. Guards against a device or a log given by mistake. */
    private static final int MOST_BYTES = 16 << 20;

    /** RFC 7468, read leniently: text may stand before, between and after. */
    private static final Pattern PEM_BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int PKCS12_VERSION = 3;

    private final String name;
    private final byte[] content;

    private CertificateFile(String name, byte[] content) {
        this.name = name;
        this.content = content;
    }

    /**
     * Reads the file.
     *
     * @throws IOException with a message for a user that begins with the file's name
     */
    static CertificateFile read(String name) throws IOException {
        byte[] content;
        try (InputStream in = new FileInputStream(name)) {
            content = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException unreadable) {
            // Its message names the file, and the reason in the system's words.
            throw new IOException("cannot be read: " + unreadable.getMessage(), unreadable);
        }
        CertificateFile file = new CertificateFile(name, content);
        if (content.length == 0) {
            throw file.wrong("is empty", null);
        }
        if (content.length > MOST_BYTES) {
            throw file.wrong("is larger than 16 MB: no file of certificates", null);
        }
        return file;
    }

    Format format() {
        if (startsWith(0xfe, 0xed, 0xfe, 0xed)) {
            return Format.JKS;
        }
        if (startsWith(0xce, 0xce, 0xce, 0xce)) {
            return Format.JCEKS;
        }
        if (content[0] == SEQUENCE) {
            return derFormat();
        }
        return text().contains("-----BEGIN ") ? Format.PEM : Format.UNKNOWN;
    }

    private boolean startsWith(int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= content.length || (content[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * A certificate is a sequence that begins with a sequence (RFC 5280 4.1), PKCS #7 one that begins with an object
     * identifier (RFC 2315 7), PKCS #12 one that begins with the number 3 (RFC 7292 4), a bare key one that begins with
     * 0 or 1 (RFC 5208, 8017, 5915).
     */
    private Format derFormat() {
        int first = 2 + (content.length > 1 && (content[1] & 0x80) != 0 ? content[1] & 0x7f : 0);
        if (first + 2 >= content.length) {
            return Format.UNKNOWN;
        }
        switch (content[first]) {
            case SEQUENCE:
            case OBJECT_IDENTIFIER:
                return Format.DER_CERTIFICATE;
            case INTEGER:
                return content[first + 2] == PKCS12_VERSION ? Format.PKCS12 : Format.DER_KEY;
            default:
                return Format.UNKNOWN;
        }
    }

    private String text() {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    /** The blocks of a PEM file, in order. */
    List<PemBlock> pemBlocks() throws IOException {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher matcher = PEM_BLOCK.matcher(text());
        while (matcher.find()) {
            blocks.add(new PemBlock(matcher.group(1), matcher.group(2)));
        }
        if (blocks.isEmpty()) {
            throw wrong("has a PEM block that does not end", null);
        }
        return blocks;
    }

    /** The certificates among the blocks. */
    List<X509Certificate> certificates(List<PemBlock> blocks) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : blocks) {
            if (block.label().equals("TRUSTED CERTIFICATE")) {
                throw wrong(
                        "holds a TRUSTED CERTIFICATE, OpenSSL's own format; convert it:"
                                + " openssl x509 -in FILE -out NEW-FILE",
                        null);
            }
            if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
                certificates.addAll(certificates(bytes(block), "certificate " + (certificates.size() + 1)));
            }
        }
        return certificates;
    }

    byte[] bytes(PemBlock block) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(block.base64());
        } catch (IllegalArgumentException notBase64) {
            // Without the cause: its text may tell a character of a key.
            throw wrong("has a block " + block.label() + " that is not Base64", null);
        }
    }

    /** The certificates of a DER file. */
    List<X509Certificate> derCertificates() throws IOException {
        return certificates(content, "it");
    }

    private List<X509Certificate> certificates(byte[] der, String which) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(der))
                    .forEach(certificate -> certificates.add((X509Certificate) certificate));
        } catch (CertificateException malformed) {
            throw wrong("is damaged: " + which + " is no X.509 certificate", malformed);
        }
        if (certificates.isEmpty()) {
            throw wrong("is damaged: " + which + " is no X.509 certificate", null);
        }
        return certificates;
    }

    /** The file as a key store; a null password reads what is not encrypted. */
    KeyStore keyStore(char @Nullable [] password) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(format().name());
            store.load(new ByteArrayInputStream(content), password);
            return store;
        } catch (IOException failed) {
            boolean wrongPassword = failed.getCause() instanceof UnrecoverableKeyException;
            throw wrong(
                    wrongPassword
                            ? password == null ? "needs a password" : "does not open with this password"
                            : "is damaged, or no " + format() + " key store",
                    failed);
        } catch (GeneralSecurityException | RuntimeException failed) {
            throw wrong("cannot be read as a " + format() + " key store", failed);
        }
    }

    /** What is wrong with this file, in words for a user. */
    IOException wrong(String what, @Nullable Throwable cause) {
        return new IOException(name + " " + what, cause);
    }

    static final class PemBlock {
        private final String label;
        private final String base64;

        PemBlock(String label, String base64) {
            this.label = label;
            this.base64 = base64;
        }

        String label() {
            return label;
        }

        /** Whether it is a private key, encrypted or not. */
        boolean isKey() {
            return label.endsWith("PRIVATE KEY");
        }

        String base64() {
            return base64;
        }
    }
}
