package io.orchestress.transport.reach;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Offers the client certificate to every server that asks for one, whatever authorities it names: one that does not want it says so. Without
 * one it remembers who asked, so that a refusal can be told for what it is.
 */
final class OfferedCertificate extends X509ExtendedKeyManager {
    private static final String ALIAS = "client";
    private static final int MOST_REMEMBERED = 100;

    private final @Nullable ClientCertificate certificate;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    OfferedCertificate(@Nullable ClientCertificate certificate) {
        this.certificate = certificate;
    }

    Optional<ClientCertificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    /** Whether a server at this host has asked for a client certificate. */
    boolean wasAskedBy(String host) {
        return asked.contains(host.toLowerCase(Locale.ROOT));
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        String host = engine == null ? null : engine.getPeerHost();
        if (host != null && asked.size() < MOST_REMEMBERED) {
            asked.add(host.toLowerCase(Locale.ROOT));
        }
        return alias(keyTypes);
    }

    private @Nullable String alias(String[] keyTypes) {
        return certificate != null
                        && Arrays.asList(keyTypes).contains(certificate.key().getAlgorithm())
                ? ALIAS
                : null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyTypes);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return alias(new String[] {keyType}) == null ? null : new String[] {ALIAS};
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return certificate == null || !alias.equals(ALIAS)
                ? null
                : certificate.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return certificate == null || !alias.equals(ALIAS) ? null : certificate.key();
    }
}
