package io.orchestress.backend.wire;

import io.orchestress.backend.limit.Limiter;
import io.orchestress.backend.limit.Quota;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Errors, and headers with the limits, of all of OpenAI's calls. */
public final class OpenAi {
    static final String REQUEST_ID = "x-request-id";
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MILLIS_PER_SECOND = 1_000;
    private static final long SECONDS_PER_MINUTE = 60;

    private OpenAi() {}

    /** Such as {@code {"error":{"message":…,"type":"invalid_request_error","param":null,"code":null}}}. */
    public static String error(Refusal refusal) {
        return "{\"error\":" + inner(refusal) + "}";
    }

    static String inner(Refusal refusal) {
        return "{\"message\":" + JsonWords.quoted(refusal.words()) + ",\"type\":" + JsonWords.quoted(type(refusal))
                + ",\"param\":" + JsonWords.orNull(refusal.param()) + ",\"code\":" + JsonWords.orNull(refusal.code())
                + "}";
    }

    static String type(Refusal refusal) {
        if (!refusal.type().isEmpty()) {
            return refusal.type();
        }
        return refusal.status() >= 500 ? "server_error" : "invalid_request_error";
    }

    static Map<String, String> quota(Limiter.Decision decision, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        add(headers, "requests", decision.requests());
        add(headers, "tokens", decision.tokens());
        if (!decision.isLetThrough()) {
            headers.putAll(retryAfter((decision.retryAfterNanos() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI));
        }
        return headers;
    }

    static Map<String, String> retryAfter(long millis) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("retry-after", Long.toString((millis + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND));
        headers.put("retry-after-ms", Long.toString(millis));
        return headers;
    }

    private static void add(Map<String, String> headers, String what, @Nullable Quota quota) {
        if (quota != null) {
            headers.put("x-ratelimit-limit-" + what, Long.toString(quota.limit()));
            headers.put("x-ratelimit-remaining-" + what, Long.toString(quota.remaining()));
            headers.put("x-ratelimit-reset-" + what, duration(quota.untilFullNanos()));
        }
    }

    /** As Go writes it: {@code 12ms}, {@code 8.64s}, {@code 6m0s}. */
    static String duration(long nanos) {
        long millis = (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
        if (millis < MILLIS_PER_SECOND) {
            return millis + "ms";
        }
        long minutes = millis / (SECONDS_PER_MINUTE * MILLIS_PER_SECOND);
        long rest = millis % (SECONDS_PER_MINUTE * MILLIS_PER_SECOND);
        String seconds = rest % MILLIS_PER_SECOND == 0
                ? Long.toString(rest / MILLIS_PER_SECOND)
                : String.format(Locale.ROOT, "%.3f", rest / 1e3).replaceFirst("0+$", "");
        return (minutes > 0 ? minutes + "m" : "") + seconds + "s";
    }
}
