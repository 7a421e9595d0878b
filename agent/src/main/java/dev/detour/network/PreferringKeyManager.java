package dev.detour.network;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The configured client certificate, and behind it the application's keys, which answer where the server asks for an
 * issuer that the configured one does not have.
 *
 * <p>It sits in live TLS connections: what {@link ExtendingTrustManager} says of itself is true here too.
 */
public final class PreferringKeyManager extends X509ExtendedKeyManager {
    /** Tells our aliases from the application's. */
    private static final String OURS = "detour/";

    /** JDK 11 asks for one type at a time: an application's key of an earlier type must not come before ours. */
    private static final String[] KEY_TYPES = {"RSA", "EC", "RSASSA-PSS", "EdDSA", "DSA"};

    private final X509ExtendedKeyManager configured;
    private final X509ExtendedKeyManager application;

    public PreferringKeyManager(X509ExtendedKeyManager configured, X509ExtendedKeyManager application) {
        this.configured = configured;
        this.application = application;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        return answers(issuers)
                ? ours(configured.chooseEngineClientAlias(keyTypes, issuers, engine))
                : application.chooseEngineClientAlias(keyTypes, issuers, engine);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return answers(issuers)
                ? ours(configured.chooseClientAlias(keyTypes, issuers, socket))
                : application.chooseClientAlias(keyTypes, issuers, socket);
    }

    private boolean answers(Principal[] issuers) {
        for (String keyType : KEY_TYPES) {
            if (configured.getClientAliases(keyType, issuers) != null) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String ours(@Nullable String alias) {
        return alias == null ? null : OURS + alias;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
        List<String> aliases = new ArrayList<>();
        String[] configuredOnes = configured.getClientAliases(keyType, issuers);
        if (configuredOnes != null) {
            for (String alias : configuredOnes) {
                aliases.add(OURS + alias);
            }
        }
        String[] applicationOnes = application.getClientAliases(keyType, issuers);
        if (applicationOnes != null) {
            aliases.addAll(Arrays.asList(applicationOnes));
        }
        return aliases.isEmpty() ? null : aliases.toArray(new String[0]);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return isOurs(alias)
                ? configured.getCertificateChain(alias.substring(OURS.length()))
                : application.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return isOurs(alias)
                ? configured.getPrivateKey(alias.substring(OURS.length()))
                : application.getPrivateKey(alias);
    }

    private static boolean isOurs(String alias) {
        return alias != null && alias.startsWith(OURS);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return application.getServerAliases(keyType, issuers);
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return application.chooseServerAlias(keyType, issuers, socket);
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return application.chooseEngineServerAlias(keyType, issuers, engine);
    }
}
