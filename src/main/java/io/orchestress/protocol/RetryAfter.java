package io.orchestress.protocol;

import io.orchestress.metrics.TimeSource;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When a target asks to come back: in {@code Retry-After}, which is a number of seconds or a date (RFC 9110 §10.2.3), or of gateways a
 * decimal number; or in {@code retry-after-ms}, which the clients of OpenAI read first.
 */
final class RetryAfter {
    /** What is longer counts as this: nobody waits. */
    static final Duration LONGEST = Duration.ofDays(365);

    private static final Pattern NUMBER = Pattern.compile("\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30}");

    /** The three forms of RFC 9110 §5.6.7; the name of the day says nothing, so a wrong one does not matter. */
    private static final List<DateTimeFormatter> DATES = List.of(
            form("d MMM yyyy HH:mm:ss"),
            new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern("d-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
                    .appendPattern(" HH:mm:ss")
                    .toFormatter(Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC),
            form("MMM d HH:mm:ss yyyy"));

    private RetryAfter() {}

    private static DateTimeFormatter form(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
    }

    /** @param headers names in lower case */
    static Optional<Duration> of(Map<String, String> headers) {
        String millis = headers.getOrDefault("retry-after-ms", "");
        String value = headers.getOrDefault("retry-after", "");
        if (millis.isEmpty() && value.isEmpty()) {
            return Optional.empty(); // nearly every answer
        }
        return number(millis, 1).or(() -> number(value, 1000)).or(() -> date(value));
    }

    private static Optional<Duration> number(String text, int millisEach) {
        String value = text.strip();
        if (!NUMBER.matcher(value).matches()) {
            return Optional.empty();
        }
        BigDecimal millis = new BigDecimal(value).multiply(BigDecimal.valueOf(millisEach));
        return Optional.of(
                millis.compareTo(BigDecimal.valueOf(LONGEST.toMillis())) > 0
                        ? LONGEST
                        : Duration.ofMillis(millis.longValue()));
    }

    private static Optional<Duration> date(String text) {
        String value = text.strip()
                .replaceFirst("^[A-Za-z]+,? +", "")
                .replaceFirst("(?i) *(GMT|UTC|Z|[+-]00:?00)$", "")
                .replaceAll(" +", " ");
        for (DateTimeFormatter form : DATES) {
            try {
                Duration wait = Duration.between(
                        TimeSource.SYSTEM.now(),
                        form.parse(value, ZonedDateTime::from).toInstant());
                return Optional.of(wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
            } catch (DateTimeException e) {
                // another form, perhaps
            }
        }
        try {
            Duration wait = Duration.between(TimeSource.SYSTEM.now(), Instant.parse(text.strip()));
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
