package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How servers say, each in words of its own, that they were asked too often. */
final class RateLimit {
    /** {@code Rate limit exceeded}, {@code RATE_LIMITED}, {@code rate_limit_error}, {@code Too many requests} … */
    private static final Pattern SAID = Pattern.compile("rate limit|ratelimit|too many requests");

    private static final List<String> SECONDS = List.of("retryAfter", "retry_after", "retryAfterSeconds", "retry_after_seconds");
    private static final List<String> MILLIS = List.of("retryAfterMs", "retry_after_ms");
    private static final double LONGEST_SECONDS = 1e9;

    private RateLimit() {}

    static boolean isSaid(String text) {
        return SAID.matcher(text.toLowerCase(Locale.ROOT).replace('-', ' ').replace('_', ' '))
                .find();
    }

    /** A code that says so: in the member {@code code}, {@code error}, {@code type} or {@code reason} of an object, or in that of its error. */
    static boolean isCodeOf(JsonNode object) {
        return isCode(object.path("code"))
                || isCode(object.path("type"))
                || isCode(object.path("reason"))
                || isCode(object.path("error"))
                || isCode(object.path("error").path("code"))
                || isCode(object.path("error").path("type"));
    }

    /** A word, not a sentence: what a tool says of rate limits in its answer is none of ours. */
    private static boolean isCode(JsonNode value) {
        return value.isTextual() && value.textValue().length() <= 40 && isSaid(value.textValue());
    }

    /** In seconds, unless its name says milliseconds; a number, or a number in a text. */
    static Optional<Duration> retryAfter(JsonNode data) {
        return number(data, SECONDS)
                .or(() -> number(data, MILLIS).map(millis -> millis / 1000))
                .filter(seconds -> seconds >= 0 && seconds <= LONGEST_SECONDS)
                .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static Optional<Double> number(JsonNode data, List<String> names) {
        for (String name : names) {
            JsonNode value = data.path(name);
            if (value.isNumber()) {
                return Optional.of(value.doubleValue());
            }
            if (value.isTextual() && value.textValue().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
                return Optional.of(Double.parseDouble(value.textValue()));
            }
        }
        return Optional.empty();
    }
}
