package io.orchestress.gatling;

import io.gatling.core.session.Session;
import io.gatling.core.session.SessionPrivateAttributes$;
import io.gatling.http.client.Request;
import io.gatling.http.client.proxy.ProxyServer;
import io.gatling.http.client.resolver.InetAddressNameResolver;
import io.gatling.http.client.uri.Uri;
import io.gatling.http.util.SslContexts;
import io.gatling.javaapi.http.HttpDsl;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.concurrent.Promise;
import io.orchestress.protocol.access.TargetAccess;
import io.orchestress.transport.NameResolver;
import io.orchestress.transport.reach.ConnectTo;
import io.orchestress.transport.reach.Proxy;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * Has the requests of Gatling's DSL go the way of all others: with the same TLS, by the same proxy, and to the same addresses.
 *
 * <p>Gatling knows no port but that of the URL. So by connect-to a request gets a URL with the name that is meant and the port that is connected to; name and
 * {@code Host} stay, and whoever signs it sees the URL that was meant.
 */
final class GatlingReach {
    /** Where Gatling keeps a user's own TLS; requests, server-sent events and WebSockets look there. */
    static final String TLS = SessionPrivateAttributes$.MODULE$.generatePrivateAttribute("http.ssl.sslContexts");

    private final TargetAccess access;
    private final SslContexts tls;
    private final Map<String, String> connected = new ConcurrentHashMap<>();

    GatlingReach(TargetAccess access) {
        this.access = access;
        tls = new SslContexts(access.reach().tls().builder(), Option.empty());
    }

    /** A user who has the TLS of the configuration from here on. */
    Session entering(Session session) {
        return session.set(TLS, tls);
    }

    /** A user who has none any more: Gatling closes what it finds, and this one is of all users. */
    static Session leaving(Session session) {
        return session.remove(TLS);
    }

    /** With the token, and by the proxy for what it is for. */
    HttpProtocolBuilder configured(HttpProtocolBuilder protocol, URI target) {
        HttpProtocolBuilder withToken = access.token()
                .map(token -> protocol.header(token.header(), session -> token.headerValue()))
                .orElse(protocol);
        Optional<Proxy> proxy = access.reach().proxy();
        if (proxy.isEmpty()) {
            return withToken;
        }
        Proxy by = proxy.get();
        List<String> without = new ArrayList<>(List.of("localhost", "127.0.0.1", "[::1]"));
        without.addAll(by.noProxy());
        if (access.proxyFor(target).isEmpty()) {
            without.add(target.getHost());
        }
        io.gatling.javaapi.http.Proxy gatlings =
                HttpDsl.Proxy(by.host(), by.port()).http();
        return withToken
                .proxy(by.username().isEmpty() ? gatlings : gatlings.credentials(by.username(), by.password()))
                .noProxyFor(without.toArray(String[]::new));
    }

    /** Why a request cannot be sent to the address that it is meant for; empty: it can. */
    Optional<String> refusal(Request request) {
        if (access.reach().connectTo().isEmpty()) {
            return Optional.empty();
        }
        Uri uri = request.getUri();
        Optional<ConnectTo.Dialled> dialled = dialled(uri);
        if (dialled.isPresent() && request.getProxyServer() != null) {
            return Optional.of("Gatling cannot apply connect-to behind a proxy");
        }
        String name = uri.getHost() + ":" + dialled.map(ConnectTo.Dialled::port).orElse(uri.getExplicitPort());
        String address = dialled.map(ConnectTo.Dialled::host).orElse("");
        String before = connected.putIfAbsent(name, address);
        return before == null || before.equals(address)
                ? Optional.empty()
                : Optional.of("Gatling cannot tell two addresses for " + name + " apart");
    }

    /** Why something that Gatling sends in its own way is not sent: it would go to the name's own address; empty: it is. */
    Optional<String> refusalOfOthers(Request request) {
        boolean meant = request.getNameResolver() instanceof To
                || dialled(request.getUri()).isEmpty();
        return meant
                ? Optional.empty()
                : Optional.of(
                        "connect-to applies to requests.http, not to WebSockets, server-sent events and resources");
    }

    /** Without the proxy, where it is not for it. */
    private Request proxied(Request request) {
        boolean needless = request.getProxyServer() != null
                && access.reach()
                        .proxyFor(access.reach()
                                .dialled(
                                        bare(request.getUri()), request.getUri().getExplicitPort()))
                        .isEmpty();
        return needless
                ? copy(request, request.getUri(), null, request.getNameResolver(), request.getSignatureCalculator())
                : request;
    }

    private Optional<ConnectTo.Dialled> dialled(Uri uri) {
        return access.reach().connectTo().of(bare(uri), uri.getExplicitPort());
    }

    private static String bare(Uri uri) {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** To the address and by the proxy of the configuration. */
    Request reaching(Request built) {
        Request request = proxied(built);
        Optional<ConnectTo.Dialled> found = dialled(request.getUri());
        if (found.isEmpty()) {
            return request;
        }
        Uri meant = request.getUri();
        Uri connected = at(meant, found.get().port());
        if (!request.getHeaders().contains(HttpHeaderNames.HOST)) {
            request.getHeaders().set(HttpHeaderNames.HOST, meant.getAuthority());
        }
        return copy(
                request,
                connected,
                request.getProxyServer(),
                new To(found.get().host()),
                signing -> signed(request, signing, meant, connected));
    }

    private static Request copy(
            Request request,
            Uri uri,
            @Nullable ProxyServer proxy,
            InetAddressNameResolver names,
            @Nullable Function<Request, Request> signature) {
        return new Request(
                request.getName(),
                request.getMethod(),
                uri,
                request.getHeaders(),
                request.getCookies(),
                request.getBody(),
                request.getRequestTimeout(),
                request.isAutoOrigin(),
                request.getLocalAddresses(),
                request.getRealm(),
                proxy,
                request.getProxyProtocolSourceIpV4Address(),
                request.getProxyProtocolSourceIpV6Address(),
                signature,
                names,
                request.isHttp2Enabled(),
                request.getHttp2PriorKnowledge(),
                request.getWsSubprotocol());
    }

    private static Request signed(Request original, Request signing, Uri meant, Uri connected) {
        return original.getSignatureCalculator() == null
                ? signing
                : original.getSignatureCalculator()
                        .apply(signing.copyWithNewUri(meant))
                        .copyWithNewUri(connected);
    }

    private static Uri at(Uri uri, int port) {
        return new Uri(
                uri.getScheme(),
                uri.getUserInfo(),
                uri.getHost(),
                port,
                uri.getPath(),
                uri.getQuery(),
                uri.getFragment());
    }

    /** Leads every name to the addresses of one. */
    private record To(String host) implements InetAddressNameResolver {
        @Override
        public io.netty.util.concurrent.Future<List<InetAddress>> resolveAll(
                String name, Promise<List<InetAddress>> promise, io.gatling.http.client.HttpListener listener) {
            NameResolver.SYSTEM.addresses(host, Runnable::run, found -> {
                if (found.isEmpty()) {
                    promise.tryFailure(new UnknownHostException(host + " (orchestress.target.connect-to)"));
                } else {
                    promise.trySuccess(found);
                }
            });
            return promise;
        }

        @Override
        public void close() {
            // it holds nothing
        }
    }
}
