package io.orchestress.sut.control;

import io.orchestress.config.ControlSettings;
import io.orchestress.transport.http.Http;
import io.orchestress.transport.http.HttpAnswer;
import io.orchestress.transport.http.NoAnswerException;
import io.orchestress.transport.http.Question;
import io.orchestress.transport.http.Wanted;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A request that is answered with 2xx when the value is set. While nobody takes the connection it is tried again, within the time-out:
 * a target may be on its way back.
 */
final class RequestSetter implements ControlSetter {
    private static final long RETRY_MILLIS = 100;
    private static final Wanted BODY = Wanted.whole(4 << 20);

    private final ControlSettings.Request control;
    private final URI target;
    private final Supplier<Map<String, String>> headers;
    private final LongSupplier nanos;
    private final Http http;

    private record Attempt(Optional<String> problem, boolean refused) {}

    /**
     * @param target where a path is one of
     * @param headers of every request to the target
     * @param http by which it is asked
     */
    RequestSetter(
            ControlSettings.Request control,
            URI target,
            Supplier<Map<String, String>> headers,
            Http http,
            LongSupplier nanos) {
        this.http = http;
        this.control = control;
        this.target = target;
        this.headers = headers;
        this.nanos = nanos;
    }

    @Override
    public Optional<String> to(String value) throws InterruptedException {
        long until = nanos.getAsLong() + control.timeout().toNanos();
        Question question;
        try {
            question = question(value);
        } catch (IllegalArgumentException e) {
            return Optional.of("the request cannot be sent");
        }
        while (true) {
            Attempt attempt = attempt(question, until - nanos.getAsLong());
            if (!attempt.refused() || until - nanos.getAsLong() < TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS)) {
                return attempt.problem();
            }
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    private Question question(String value) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put("User-Agent", "Orchestress");
        all.put("Content-Type", "application/json");
        if (control.isOfTarget()) {
            all.putAll(headers.get());
        }
        all.putAll(control.headers());
        return new Question(control.method(), address(control, target, value), all, body(control, value));
    }

    /** What is sent: the value as it is, so that it may be a number, a text in the body's quotes, or an object. */
    static String body(ControlSettings.Request control, String value) {
        return control.body().replace("#{" + ControlSettings.VALUE + "}", value);
    }

    /** Where it is sent; in it the value is percent-encoded. */
    static URI address(ControlSettings.Request control, URI target, String value) {
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        String address = control.address().replace("#{" + ControlSettings.VALUE + "}", encoded);
        return control.isOfTarget() ? target.resolve(address) : URI.create(address);
    }

    private Attempt attempt(Question question, long withinNanos) throws InterruptedException {
        try {
            HttpAnswer answer = http.ask(question, Duration.ofNanos(withinNanos), BODY);
            return new Attempt(
                    answer.isSuccess()
                            ? Optional.empty()
                            : Optional.of(where(question) + " returned " + answer.status()),
                    false);
        } catch (NoAnswerException e) {
            return switch (e.kind()) {
                case TIME_OUT -> new Attempt(Optional.of(where(question) + " did not respond in time"), false);
                case NOTHING_LISTENS ->
                    new Attempt(
                            Optional.of("nothing listens at " + question.url().getAuthority()), true);
                case NOT_SENT -> new Attempt(Optional.of("the request cannot be sent: " + e.why()), false);
                case BROKEN, TLS, PROXY ->
                    new Attempt(Optional.of(where(question) + " sent no response: " + e.why()), false);
            };
        }
    }

    /** Without a query, which may be secret. */
    private static String where(Question question) {
        return question.method() + " " + question.url().getPath();
    }
}
