package io.orchestress.notify;

import io.orchestress.config.HookSettings.Webhook;
import io.orchestress.transport.http.Http;
import io.orchestress.transport.http.NoAnswerException;
import io.orchestress.transport.http.Question;
import io.orchestress.transport.http.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A JSON POST. It was told when the answer is 2xx. Tried again after a time-out, a broken connection, 429 and 5xx; any other answer is
 * final. A redirect is not followed: the headers may be secret, and were meant for the first host.
 */
final class WebhookCall {
    private static final Wanted BODY = Wanted.whole(4 << 20);

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

    Delivery call(String payload, String id) throws InterruptedException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Orchestress");
        headers.put("Idempotency-Key", id);
        headers.putAll(webhook.headers());
        Http http = Http.byProxyOfTheJvm();
        Question question = new Question("POST", webhook.url(), headers, payload);
        for (int attempt = 1; ; attempt++) {
            Attempt result = attempt(http, question);
            if (result.told()) {
                return Delivery.well(List.of());
            }
            if (!result.again() || attempt == webhook.attempts()) {
                return Delivery.failed(result.what() + (attempt == 1 ? "" : ", " + attempt + " attempts"), List.of());
            }
            TimeUnit.MILLISECONDS.sleep(pause.toMillis() << (attempt - 1));
        }
    }

    private Attempt attempt(Http http, Question question) throws InterruptedException {
        try {
            return judged(http.ask(question, timeout, BODY).status());
        } catch (NoAnswerException e) {
            boolean again = e.kind() != NoAnswerException.Kind.NOT_SENT;
            return new Attempt(
                    false, again, e.kind() == NoAnswerException.Kind.TIME_OUT ? e.why() : "no response: " + e.why());
        }
    }

    private static Attempt judged(int status) {
        boolean redirect = status >= 300 && status < 400;
        boolean again = status == 429 || status >= 500;
        return new Attempt(
                status >= 200 && status < 300,
                again,
                "returned " + status + (redirect ? ", a redirect, which is not followed" : ""));
    }
}
