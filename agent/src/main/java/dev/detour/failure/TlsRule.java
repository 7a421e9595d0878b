package dev.detour.failure;

import dev.detour.exchange.Phase;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateRevokedException;
import java.security.cert.PKIXReason;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * The handshake. Classes tell certificates apart; for the rest the JDK has one class and English texts of its own, which
 * no locale changes. From 24 on it puts the name of the alert before its text, in parentheses.
 */
final class TlsRule {
    private static final String RECEIVED = "Received fatal alert: ";

    private static final Set<String> VERSION_ALERTS =
            Set.of("protocol_version", "handshake_failure", "insufficient_security", "no_application_protocol");

    /** Those of RFC 8446 and 5246 that only a client's certificate can cause where a server sends them. */
    private static final Set<String> CERTIFICATE_ALERTS = Set.of(
            "certificate_required",
            "no_certificate",
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "access_denied");

    private static final Map<Object, FailureKind> PATH_REASONS = Map.of(
            BasicReason.EXPIRED, FailureKind.TLS_EXPIRED,
            BasicReason.NOT_YET_VALID, FailureKind.TLS_EXPIRED,
            BasicReason.REVOKED, FailureKind.TLS_REJECTED,
            BasicReason.UNDETERMINED_REVOCATION_STATUS, FailureKind.TLS_REJECTED,
            BasicReason.ALGORITHM_CONSTRAINED, FailureKind.TLS_REJECTED,
            BasicReason.INVALID_SIGNATURE, FailureKind.TLS_UNTRUSTED,
            PKIXReason.NO_TRUST_ANCHOR, FailureKind.TLS_UNTRUSTED);

    private TlsRule() {}

    static @Nullable FailureKind kindOf(Trouble trouble) {
        Causes causes = trouble.causes();
        String alert = causes.wordAfter(RECEIVED);
        if (trouble.reached(Phase.HEADERS) || !(isOfTls(causes) || alert != null || trouble.phase() == Phase.TLS)) {
            return null;
        }
        FailureKind certificate = certificate(causes);
        if (certificate != null) {
            return certificate;
        }
        if (alert != null) {
            return received(alert, trouble);
        }
        if (isPlaintext(causes)) {
            return FailureKind.TLS_PLAINTEXT;
        }
        if (isWithoutCommonProtocol(causes)) {
            return FailureKind.TLS_VERSION;
        }
        return trouble.reached(Phase.WRITE) ? null : ended(trouble);
    }

    private static boolean isOfTls(Causes causes) {
        return causes.has(SSLException.class)
                || causes.has(CertificateException.class)
                || isWithoutCommonProtocol(causes);
    }

    private static @Nullable FailureKind certificate(Causes causes) {
        if (causes.has(CertificateExpiredException.class) || causes.has(CertificateNotYetValidException.class)) {
            return FailureKind.TLS_EXPIRED;
        }
        if (causes.has(CertificateRevokedException.class)) {
            return FailureKind.TLS_REJECTED;
        }
        if (isForAnotherHost(causes)) {
            return FailureKind.TLS_HOSTNAME;
        }
        CertPathValidatorException invalid = causes.first(CertPathValidatorException.class);
        FailureKind byReason = invalid == null ? null : PATH_REASONS.get(invalid.getReason());
        if (byReason != null) {
            return byReason;
        }
        if (isWithoutRoot(causes)) {
            return FailureKind.TLS_UNTRUSTED;
        }
        boolean refused = invalid != null
                || causes.has(CertificateException.class)
                || causes.has(SSLPeerUnverifiedException.class);
        return refused ? FailureKind.TLS_REJECTED : null;
    }

    /** OkHttp's verifier; the JDK's {@code HostnameChecker}. */
    private static boolean isForAnotherHost(Causes causes) {
        return (causes.has(SSLPeerUnverifiedException.class)
                        && causes.begin("Hostname ")
                        && causes.say(" not verified"))
                || causes.say("No subject alternative ")
                || causes.say("No name matching ")
                || causes.say("Illegal given domain name");
    }

    /** The last two: an empty trust store, and OkHttp's own search for the root before it checks pins. */
    private static boolean isWithoutRoot(Causes causes) {
        return causes.has(CertPathBuilderException.class)
                || causes.say("PKIX path building failed")
                || causes.say("No trusted certificate found")
                || causes.say("the trustAnchors parameter must be non-empty")
                || causes.say("Failed to find a trusted cert that signed");
    }

    private static @Nullable FailureKind received(String alert, Trouble trouble) {
        if (CERTIFICATE_ALERTS.contains(alert)) {
            return FailureKind.TLS_CLIENT_CERTIFICATE;
        }
        if (VERSION_ALERTS.contains(alert)) {
            return FailureKind.TLS_VERSION;
        }
        return trouble.reached(Phase.WRITE) ? null : FailureKind.TLS_ALERT;
    }

    /** The JDK's engine and its sockets; OpenSSL's text, as other providers show it. */
    private static boolean isPlaintext(Causes causes) {
        return causes.say("plaintext connection?")
                || causes.say("Unsupported or unrecognized SSL message")
                || causes.say("Unrecognized record version")
                || causes.say("WRONG_VERSION_NUMBER")
                || causes.say("wrong version number");
    }

    /** The JDK's texts, its alerts from 24 on; OkHttp's. */
    static boolean isWithoutCommonProtocol(Causes causes) {
        return causes.say("No appropriate protocol")
                || causes.say("No appropriate cipher suite")
                || causes.say("is not accepted by client preferences")
                || causes.begin("Unable to find acceptable protocols")
                || VERSION_ALERTS.stream().anyMatch(alert -> causes.begin("(" + alert + ")"));
    }

    private static @Nullable FailureKind ended(Trouble trouble) {
        Causes causes = trouble.causes();
        boolean ended = causes.say("Remote host terminated the handshake")
                || causes.say("Remote host closed connection during handshake")
                || (trouble.phase() == Phase.TLS ? Broken.isCut(trouble) : Broken.isBroken(trouble));
        if (ended) {
            return FailureKind.TLS_RESET;
        }
        return causes.has(SSLException.class) ? FailureKind.TLS_ALERT : null;
    }
}
