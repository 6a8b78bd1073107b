package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** When to come back, as servers say inside of an answer, each by a name of its own. */
final class RetryHint {
    private static final List<String> SECONDS =
            List.of("retryAfter", "retry_after", "retryAfterSeconds", "retry_after_seconds");
    private static final List<String> MILLIS = List.of("retryAfterMs", "retry_after_ms");
    private static final double LONGEST_SECONDS = 1e9;

    private RetryHint() {}

    /** In seconds, unless its name says milliseconds; a number, or a number in a text. */
    static Optional<Duration> in(JsonNode data) {
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
