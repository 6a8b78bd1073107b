package io.orchestress.transport.http;

import io.orchestress.transport.http.NoAnswerException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
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
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks whoever is named, and nobody else: no redirect is followed, and no proxy asked unless that is wanted. A limit in time covers the whole
 * exchange, from the connection to the end of the body, and the body has a limit of its own, so that nothing that is asked can hold a run
 * up. Safe for use by any number of threads.
 */
public final class Http {
    /** The JDK's client sets these itself and refuses them from others. */
    private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "content-length", "expect", "upgrade");

    static final String HOST = "Host";
    private static final String MAY_BE_SET = "jdk.httpclient.allowRestrictedHeaders";

    static {
        if (System.getProperty(MAY_BE_SET) == null) {
            System.setProperty(MAY_BE_SET, "host"); // the JDK's client reads it once
        }
    }

    private static final int QUOTED = 160;

    private final boolean proxy;
    private @Nullable HttpClient client;

    private Http(boolean proxy) {
        this.proxy = proxy;
    }

    /** Without a proxy: as the load goes. */
    public static Http direct() {
        return new Http(false);
    }

    /** By the proxy of the JVM, {@code http.proxyHost} and the like, if it has one. */
    public static Http byProxyOfTheJvm() {
        return new Http(true);
    }

    /** The first client of a JVM reads its trust store. */
    private synchronized HttpClient client() throws NoAnswerException {
        HttpClient open = client;
        if (open == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER);
            try {
                open = (proxy ? builder : builder.proxy(HttpClient.Builder.NO_PROXY)).build();
            } catch (UncheckedIOException e) {
                throw new NoAnswerException(
                        Kind.NOT_SENT,
                        "TLS cannot be set up (javax.net.ssl.trustStore?): "
                                + words(Objects.requireNonNullElse(e.getCause(), e)));
            }
            client = open;
        }
        return open;
    }

    /**
     * One exchange, with the first address of the name that takes a connection.
     *
     * @param within the whole of it
     * @throws NoAnswerException when nothing came, or not enough of it
     */
    public HttpAnswer ask(Question question, Duration within, Wanted wanted)
            throws NoAnswerException, InterruptedException {
        NoAnswerException refused;
        try {
            return askFirst(question, within, wanted);
        } catch (NoAnswerException e) {
            refused = e;
        }
        List<Question> others = !proxy && isRefused(refused) ? OtherAddresses.of(question) : List.of();
        for (Question other : others) {
            try {
                return askFirst(other, within, wanted);
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

    private HttpAnswer askFirst(Question question, Duration within, Wanted wanted)
            throws NoAnswerException, InterruptedException {
        Arriving arriving = new Arriving(wanted);
        CompletableFuture<HttpResponse<Boolean>> exchange = client().sendAsync(request(question), arriving);
        try {
            exchange.get(Math.max(1, within.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (wanted.whole() || arriving.soFar().isEmpty()) {
                throw new NoAnswerException(
                        Kind.TIME_OUT,
                        "no " + (arriving.soFar().isPresent() ? "whole " : "") + "answer within " + within.toMillis()
                                + " ms");
            }
        } catch (ExecutionException e) {
            throw none(Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            exchange.cancel(true);
        }
        Optional<HttpAnswer> answer = arriving.soFar();
        return answer.orElseThrow(() -> new NoAnswerException(Kind.BROKEN, "no answer"));
    }

    private static HttpRequest request(Question question) throws NoAnswerException {
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
            return request.build();
        } catch (IllegalArgumentException e) {
            throw new NoAnswerException(Kind.NOT_SENT, at + " is none that HTTP can carry");
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

    private static NoAnswerException none(Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return new NoAnswerException(Kind.NOTHING_LISTENS, "no connection in time");
        }
        if (cause instanceof ConnectException) {
            for (Throwable t = cause.getCause(); t != null; t = t.getCause()) {
                if (t instanceof UnresolvedAddressException) {
                    return new NoAnswerException(Kind.NOTHING_LISTENS, "the name of the host is not known");
                }
            }
            return new NoAnswerException(Kind.NOTHING_LISTENS, NoAnswerException.NOTHING);
        }
        return new NoAnswerException(Kind.BROKEN, words(cause));
    }

    /** What the JDK says of it, which may quote what came: harmless, and not too much of it. */
    private static String words(Throwable cause) {
        boolean plain = cause.getClass() == IOException.class || cause instanceof SSLException;
        String message = String.valueOf(cause.getMessage()).replaceAll("[\\p{Cntrl}\\p{Cf}\\x{80}-\\x{9f}]", "?");
        String all = plain && cause.getMessage() != null
                ? message
                : cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + message);
        return all.length() > QUOTED ? all.substring(0, QUOTED) + " …" : all;
    }
}
