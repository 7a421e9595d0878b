package dev.detour.network;

import java.lang.reflect.Method;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose root would have been needed, read out of the exception by which a chain was refused: it holds the certificates
 * that were tried. Nobody is asked, and no trust manager of ours needs to stand in the way.
 *
 * <p>The package {@code sun.security.provider.certpath} must be open to our module; else, and with the trust managers of
 * other providers, nothing is found.
 */
public final class Issuer {
    private static final String PACKAGE = "sun.security.provider.certpath";
    private static final String NO_PATH = PACKAGE + ".SunCertPathBuilderException";
    private static final int DEEPEST = 16;

    private Issuer() {}

    /** The distinguished name (RFC 2253) of the last issuer that was looked for; null where the exception shows none. */
    public static @Nullable String of(Throwable failure) {
        Throwable next = failure;
        for (int depth = 0; next != null && depth < DEEPEST; depth++) {
            X509Certificate last = lastOf(tried(next));
            if (last != null) {
                return last.getIssuerX500Principal().getName();
            }
            next = next.getCause();
        }
        return null;
    }

    private static List<X509Certificate> tried(Throwable failure) {
        if (failure instanceof CertPathValidatorException) {
            CertPath path = ((CertPathValidatorException) failure).getCertPath();
            return path == null ? List.of() : x509(path.getCertificates());
        }
        return failure.getClass().getName().equals(NO_PATH) ? steps(failure) : List.of();
    }

    private static List<X509Certificate> x509(List<? extends Certificate> certificates) {
        List<X509Certificate> found = new ArrayList<>();
        for (Certificate certificate : certificates) {
            if (certificate instanceof X509Certificate) {
                found.add((X509Certificate) certificate);
            }
        }
        return found;
    }

    /** {@code getAdjacencyList()}, whose steps have a vertex each, which has a certificate; the same names on 11 to 27. */
    private static List<X509Certificate> steps(Throwable failure) {
        if (!Object.class.getModule().isOpen(PACKAGE, Issuer.class.getModule())) {
            return List.of();
        }
        List<Certificate> found = new ArrayList<>();
        try {
            Object list = read(failure, "getAdjacencyList");
            Iterator<?> steps = list == null ? List.of().iterator() : (Iterator<?>) read(list, "iterator");
            while (steps != null && steps.hasNext()) {
                Object vertex = read(steps.next(), "getVertex");
                Object certificate = vertex == null ? null : read(vertex, "getCertificate");
                if (certificate instanceof Certificate) {
                    found.add((Certificate) certificate);
                }
            }
        } catch (ReflectiveOperationException | RuntimeException otherJdk) {
            return List.of();
        }
        return x509(found);
    }

    private static @Nullable Object read(Object owner, String name) throws ReflectiveOperationException {
        Method method = owner.getClass().getMethod(name);
        method.setAccessible(true);
        return method.invoke(owner);
    }

    /** The one whose issuer is none of the others. */
    private static @Nullable X509Certificate lastOf(List<X509Certificate> tried) {
        for (X509Certificate certificate : tried) {
            boolean issuedByAnother = tried.stream()
                    .anyMatch(other -> !other.equals(certificate)
                            && other.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()));
            if (!issuedByAnother) {
                return certificate;
            }
        }
        return null;
    }
}
