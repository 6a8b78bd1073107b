package io.orchestress.detection;

import io.orchestress.config.Settings;
import io.orchestress.protocol.Address;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks one target over HTTP/1.1, with the headers of the configuration. Follows no redirect: a target must not send us elsewhere. An answer
 * that does not end within {@code connect-timeout} counts as far as it came, for a stream may stay open.
 */
final class Asker {
    private static final int ENOUGH_BYTES = 1 << 20;

    /** The JDK's client sets these itself and refuses them from others. */
    private static final Set<String> NOT_OURS = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final URI target;
    private final Settings.Target settings;
    private final HttpClient client;

    Asker(URI target, Settings.Target settings) {
        this.target = target;
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .build();
    }

    Asked get(String path) {
        return ask("GET", path, Map.of("Accept", "application/json"), "");
    }

    Asked post(String path, Map<String, String> headers, String json) {
        return ask("POST", path, headers, json);
    }

    Asked ask(String method, String path, Map<String, String> headers, String body) {
        String question = method + " " + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(new Address(path).of(target))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        settings.headers().forEach((name, value) -> header(request, name, value));
        headers.forEach((name, value) -> header(request, name, value));
        if (!body.isEmpty()) {
            request.setHeader("Content-Type", "application/json");
        }
        Arrived arrived = new Arrived();
        CompletableFuture<HttpResponse<Void>> exchange = client.sendAsync(request.build(), arrived);
        try {
            exchange.get(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
        } catch (ExecutionException e) {
            return Asked.nothing(question, "no answer: " + e.getMessage());
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
        }
        return arrived.answer(question)
                .orElseGet(() -> Asked.nothing(
                        question,
                        "no answer within " + settings.connectTimeout().toMillis() + " ms"));
    }

    private static void header(HttpRequest.Builder request, String name, String value) {
        if (!NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
            request.setHeader(name, value);
        }
    }

    /** What came of one answer, and when it was too much. */
    private static final class Arrived implements HttpResponse.BodyHandler<Void> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Optional<HttpResponse.ResponseInfo> head = Optional.empty();

        @Override
        public synchronized HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
            head = Optional.of(info);
            return HttpResponse.BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(this::add));
        }

        private synchronized void add(byte[] part) {
            if (bytes.size() < ENOUGH_BYTES) {
                bytes.write(part, 0, part.length);
            }
        }

        synchronized Optional<Asked> answer(String question) {
            return head.map(info -> new Asked(
                    question,
                    info.statusCode(),
                    info.headers().firstValue("content-type").orElse(""),
                    info.headers().firstValue("mcp-session-id").orElse(""),
                    bytes.toString(StandardCharsets.UTF_8)));
        }
    }
}
