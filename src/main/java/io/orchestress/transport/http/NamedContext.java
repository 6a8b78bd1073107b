package io.orchestress.transport.http;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * TLS with the server of a name, whatever address is connected to: the name that is sent (RFC 6066 §3), and that the certificate must be for, is this
 * one.
 */
final class NamedContext extends SSLContext {
    /** Who is spoken to. */
    record Peer(String host, int port) {}

    NamedContext(SSLContext context, Peer peer) {
        super(new Named(context, peer), context.getProvider(), context.getProtocol());
    }

    private static final class Named extends SSLContextSpi {
        private final SSLContext context;
        private final Peer peer;

        Named(SSLContext context, Peer peer) {
            this.context = context;
            this.peer = peer;
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return context.createSSLEngine(peer.host, peer.port);
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return engineCreateSSLEngine();
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("it is set up");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return context.getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return context.getServerSocketFactory();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return context.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return context.getClientSessionContext();
        }
    }
}
