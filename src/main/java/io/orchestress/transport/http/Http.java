package io.orchestress.transport.http;

import io.orchestress.transport.http.NoAnswerException.Kind;
import io.orchestress.transport.reach.Proxy;
import io.orchestress.transport.reach.Reach;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks whoever is named, and nobody else: no redirect is followed, and no proxy asked unless that is configured. A limit in time covers the whole
 * exchange, from the connection to the end of the body, and the body has a limit of its own, so that nothing that is asked can hold a run
 * up. Safe for use by any number of threads.
 */
public final class Http {
    /** The JDK's client sets these itself and refuses them from others. */
    private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "content-length", "expect", "upgrade");

    static final String HOST = "Host";
    private static final String MAY_BE_SET = "jdk.httpclient.allowRestrictedHeaders";
    private static final String NO_PASSWORD_FOR_TUNNELS = "jdk.http.auth.tunneling.disabledSchemes";
    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    private static final Pattern TUNNEL_FAILED = Pattern.compile("Tunnel failed, got: (\\d{3})");

    static {
        if (System.getProperty(MAY_BE_SET) == null) {
            System.setProperty(MAY_BE_SET, "host"); // the JDK's client reads it once
        }
        if (System.getProperty(NO_PASSWORD_FOR_TUNNELS) == null) {
            System.setProperty(NO_PASSWORD_FOR_TUNNELS, ""); // by itself it sends none to a proxy for https
        }
    }

    private static final int QUOTED = 160;

    private final @Nullable Reach reach;
    private final Clients clients;

    private Http(@Nullable Reach reach) {
        this.reach = reach;
        clients = new Clients(reach);
    }

    /** Without a proxy and as the JVM is set up for TLS. */
    public static Http direct() {
        return new Http(Reach.PLAIN);
    }

    /** As the load goes. */
    public static Http by(Reach reach) {
        return new Http(reach);
    }

    /** By the proxy of the JVM, {@code http.proxyHost} and the like, if it has one. */
    public static Http byProxyOfTheJvm() {
        return new Http(null);
    }

    /**
     * One exchange, with the first address of the name that takes a connection.
     *
     * @param within the whole of it
     * @throws NoAnswerException when nothing came, or not enough of it
     */
    public HttpAnswer ask(Question question, Duration within, Wanted wanted)
            throws NoAnswerException, InterruptedException {
        Clients.Way way = clients.to(question.url());
        Question sent = way.redirected()
                .map(there -> OtherAddresses.at(question, there))
                .orElse(question);
        NoAnswerException refused;
        try {
            return askFirst(sent, way, within, wanted);
        } catch (NoAnswerException e) {
            refused = e;
        }
        boolean byName =
                reach != null && way.proxy().isEmpty() && way.redirected().isEmpty();
        List<Question> others = byName && isRefused(refused) ? OtherAddresses.of(question) : List.of();
        for (Question other : others) {
            try {
                return askFirst(other, way, within, wanted);
            } catch (NoAnswerException e) {
                if (!isRefused(e)) {
                    throw e;
                }
            }
        }
        throw refused;
    }

    private static boolean isRefused(NoAnswerException e) {
        return e.kind() == Kind.NOTHING_LISTENS && e.why().equals(NoAnswerException.NOTHING);
    }

    private HttpAnswer askFirst(Question question, Clients.Way way, Duration within, Wanted wanted)
            throws NoAnswerException, InterruptedException {
        Arriving arriving = new Arriving(wanted);
        CompletableFuture<HttpResponse<Boolean>> exchange =
                way.client().sendAsync(request(question, way.proxy()), arriving);
        try {
            int status = exchange.get(Math.max(1, within.toNanos()), TimeUnit.NANOSECONDS)
                    .statusCode();
            if (status == PROXY_AUTHENTICATION_REQUIRED && way.proxy().isPresent()) {
                throw refusal(way.proxy().get(), status);
            }
        } catch (TimeoutException e) {
            if (wanted.whole() || arriving.soFar().isEmpty()) {
                throw new NoAnswerException(
                        Kind.TIME_OUT,
                        "no " + (arriving.soFar().isPresent() ? "complete " : "") + "response within "
                                + within.toMillis() + " ms");
            }
        } catch (ExecutionException e) {
            throw none(Objects.requireNonNullElse(e.getCause(), e), question, way.proxy());
        } finally {
            exchange.cancel(true);
        }
        Optional<HttpAnswer> answer = arriving.soFar();
        return answer.orElseThrow(() -> new NoAnswerException(Kind.BROKEN, "no response"));
    }

    private static HttpRequest request(Question question, Optional<Proxy> proxy) throws NoAnswerException {
        String at = "its address";
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(question.url());
            at = "its method";
            request.method(
                    question.method(),
                    question.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(question.body()));
            for (var header : question.headers().entrySet()) {
                at = "its header " + header.getKey();
                if (header.getKey().equalsIgnoreCase(HOST)) {
                    setHost(request, header.getValue());
                } else if (!OF_THE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                    request.setHeader(header.getKey(), header.getValue());
                }
            }
            proxy.flatMap(Proxy::authorization).ifPresent(value -> request.setHeader(PROXY_AUTHORIZATION, value));
            return request.build();
        } catch (IllegalArgumentException e) {
            throw new NoAnswerException(Kind.NOT_SENT, at + " is not valid in HTTP");
        }
    }

    /** Where the JDK's client was told to refuse it, or was there before us, it sends the one of the address. */
    private static void setHost(HttpRequest.Builder request, String host) {
        try {
            request.setHeader(HOST, host);
        } catch (IllegalArgumentException e) {
            // as said
        }
    }

    private static NoAnswerException refusal(Proxy proxy, int status) {
        return new NoAnswerException(Kind.PROXY, "the proxy " + proxy + " " + proxy.refusal(status));
    }

    private NoAnswerException none(Throwable cause, Question question, Optional<Proxy> proxy) {
        Matcher tunnel = TUNNEL_FAILED.matcher(String.valueOf(cause.getMessage()));
        if (proxy.isPresent() && tunnel.find()) {
            return refusal(proxy.get(), Integer.parseInt(tunnel.group(1)));
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return notConnected("no connection in time", proxy);
        }
        if (cause instanceof ConnectException) {
            for (Throwable t = cause.getCause(); t != null; t = t.getCause()) {
                if (t instanceof UnresolvedAddressException) {
                    return notConnected("the host name is unknown", proxy);
                }
            }
            return notConnected(NoAnswerException.NOTHING, proxy);
        }
        String host =
                question.headers().getOrDefault(HOST, question.url().getHost()).replaceFirst(":\\d+$", "");
        Optional<String> explained =
                reach == null ? Optional.empty() : reach.tls().explained(cause, host);
        if (explained.isPresent()) {
            return new NoAnswerException(Kind.TLS, explained.get());
        }
        String hint = reach == null ? "" : reach.tls().hint(host);
        return new NoAnswerException(
                proxy.isPresent() ? Kind.PROXY : Kind.BROKEN,
                (proxy.isPresent() ? "by the proxy " + proxy.get() + ": " : "") + words(cause) + hint);
    }

    private static NoAnswerException notConnected(String why, Optional<Proxy> proxy) {
        return proxy.map(by -> new NoAnswerException(Kind.PROXY, "no connection to the proxy " + by + ": " + why))
                .orElse(new NoAnswerException(Kind.NOTHING_LISTENS, why));
    }

    /** What the JDK says of it, which may quote what came: harmless, and not too much of it. */
    static String words(Throwable cause) {
        boolean plain = cause.getClass() == IOException.class || cause instanceof SSLException;
        String message = String.valueOf(cause.getMessage()).replaceAll("[\\p{Cntrl}\\p{Cf}\\x{80}-\\x{9f}]", "?");
        String all = plain && cause.getMessage() != null
                ? message
                : cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + message);
        return all.length() > QUOTED ? all.substring(0, QUOTED) + " …" : all;
    }
}
