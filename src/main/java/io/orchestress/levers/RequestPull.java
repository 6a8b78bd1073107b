package io.orchestress.levers;

import io.orchestress.config.LeverSettings;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * A request that is answered with 2xx when the value is set. While nobody takes the connection it is tried again, within the time-out:
 * a target may be on its way back. A redirect is not followed.
 */
final class RequestPull implements Pull {
    private static final long RETRY_MILLIS = 100;

    private final LeverSettings.Request lever;
    private final URI target;
    private final Map<String, String> headers;
    private final LongSupplier nanos;
    private final HttpClient client;

    private record Attempt(Optional<String> problem, boolean refused) {}

    /**
     * @param target where a path is one of
     * @param headers of every request to the target
     */
    RequestPull(LeverSettings.Request lever, URI target, Map<String, String> headers, LongSupplier nanos) {
        this.lever = lever;
        this.target = target;
        this.headers = headers;
        this.nanos = nanos;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(lever.timeout())
                .build();
    }

    @Override
    public Optional<String> to(String value) throws InterruptedException {
        long until = nanos.getAsLong() + lever.timeout().toNanos();
        HttpRequest request;
        try {
            request = request(value);
        } catch (IllegalArgumentException e) {
            return Optional.of("it makes no request that can be sent");
        }
        while (true) {
            Attempt attempt = attempt(request, until - nanos.getAsLong());
            if (!attempt.refused() || until - nanos.getAsLong() < TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS)) {
                return attempt.problem();
            }
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    private HttpRequest request(String value) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(address(lever, target, value))
                .setHeader("User-Agent", "Orchestress")
                .setHeader("Content-Type", "application/json");
        if (lever.isOfTarget()) {
            headers.forEach(builder::setHeader);
        }
        lever.headers().forEach(builder::setHeader);
        String body = body(lever, value);
        return builder.method(lever.method(), body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    /** What is sent: the value as it is, so that it may be a number, a text in the body's quotes, or an object. */
    static String body(LeverSettings.Request lever, String value) {
        return lever.body().replace("#{" + LeverSettings.VALUE + "}", value);
    }

    /** Where it is sent; in it the value is percent-encoded. */
    static URI address(LeverSettings.Request lever, URI target, String value) {
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        String address = lever.address().replace("#{" + LeverSettings.VALUE + "}", encoded);
        return lever.isOfTarget() ? target.resolve(address) : URI.create(address);
    }

    private Attempt attempt(HttpRequest request, long withinNanos) throws InterruptedException {
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, BodyHandlers.discarding());
        try {
            int status =
                    answer.get(Math.max(1, withinNanos), TimeUnit.NANOSECONDS).statusCode();
            boolean well = status >= 200 && status < 300;
            return new Attempt(well ? Optional.empty() : Optional.of(where(request) + " answered " + status), false);
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Attempt(Optional.of(where(request) + " did not answer in time"), false);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            boolean refused = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
            // Its message may quote an address that is secret.
            return new Attempt(
                    Optional.of(
                            refused
                                    ? "nothing listens at " + request.uri().getAuthority()
                                    : where(request) + " gave no answer: "
                                            + cause.getClass().getSimpleName()),
                    refused);
        }
    }

    /** Without a query, which may be secret. */
    private static String where(HttpRequest request) {
        return request.method() + " " + request.uri().getPath();
    }
}
