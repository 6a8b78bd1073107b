package io.orchestress.sut.embedded.agent;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a provider asks to wait: {@code retry-after-ms}, else {@code retry-after} in seconds. A date is passed over. */
final class RetryAfter {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private RetryAfter() {}

    /** −1: it asks for nothing. */
    static long nanos(HttpHeaders headers) {
        long millis = nanos(headers.get("retry-after-ms"), 1e6);
        return millis >= 0 ? millis : nanos(headers.get("retry-after"), 1e9);
    }

    private static long nanos(@Nullable String value, double unitNanos) {
        return value == null || !NUMBER.matcher(value.strip()).matches()
                ? -1
                : (long) (Double.parseDouble(value.strip()) * unitNanos);
    }
}
