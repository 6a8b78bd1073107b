package io.orchestress.hooks;

import io.orchestress.config.HookSettings.Webhook;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A JSON POST. It was told when the answer is 2xx. Tried again after a time-out, a broken connection, 429 and 5xx; any other answer is
 * final. A redirect is not followed: the headers may be secret, and were meant for the first host.
 */
final class WebhookCall {
    private final Webhook webhook;
    private final Duration timeout;
    private final Duration pause;

    private record Attempt(boolean told, boolean again, String what) {}

    /**
     * @param timeout of each attempt, from the connection to the end of the answer
     * @param pause before the second attempt; twice as long before each further one
     */
    WebhookCall(Webhook webhook, Duration timeout, Duration pause) {
        this.webhook = webhook;
        this.timeout = timeout;
        this.pause = pause;
    }

    Told call(String payload, String id) throws InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
        HttpRequest.Builder builder = HttpRequest.newBuilder(webhook.url())
                .POST(BodyPublishers.ofString(payload))
                .setHeader("Content-Type", "application/json")
                .setHeader("User-Agent", "Orchestress")
                .setHeader("Idempotency-Key", id);
        webhook.headers().forEach(builder::setHeader);
        HttpRequest request = builder.build();
        for (int attempt = 1; ; attempt++) {
            Attempt result = attempt(client, request);
            if (result.told()) {
                return Told.well(List.of());
            }
            if (!result.again() || attempt == webhook.attempts()) {
                return Told.failed(result.what() + (attempt == 1 ? "" : ", " + attempt + " times tried"), List.of());
            }
            TimeUnit.MILLISECONDS.sleep(pause.toMillis() << (attempt - 1));
        }
    }

    private Attempt attempt(HttpClient client, HttpRequest request) throws InterruptedException {
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, BodyHandlers.discarding());
        try {
            return judged(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode());
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Attempt(false, true, "no answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException e) {
            // Its message may quote the address, which may be secret.
            return new Attempt(
                    false,
                    true,
                    "no answer: "
                            + Objects.requireNonNullElse(e.getCause(), e)
                                    .getClass()
                                    .getSimpleName());
        }
    }

    private static Attempt judged(int status) {
        boolean redirect = status >= 300 && status < 400;
        boolean again = status == 429 || status >= 500;
        return new Attempt(
                status >= 200 && status < 300,
                again,
                "answered " + status + (redirect ? ", a redirect, which is not followed" : ""));
    }
}
