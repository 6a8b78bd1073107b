package io.orchestress.importer;

import io.orchestress.metrics.FailureClass;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The failure class of a message with which Gatling marks a request as KO. */
final class GatlingFailure {
    /** {@code status.find.is(200), but actually found 404}; without "but actually" from 3.14 on. */
    private static final Pattern STATUS =
            Pattern.compile("status\\.find\\..{0,200}?, (?:but actually )?found ([1-5][0-9][0-9])");

    private static final Pattern CONNECTION = Pattern.compile("(?:[a-z]\\.)+[A-Za-z$]*(?:Exception|Error)(?:: .*|$)"
            + "|Premature close.*|Connection .*|Failed to connect.*|.*Remotely closed.*");

    private GatlingFailure() {}

    /** {@code timeout}, {@code http-<status>}, {@code connection}, and for all else {@code check}. */
    static FailureClass classOf(String message) {
        if (message.startsWith("Request timeout ") || message.startsWith("Request timed out")) {
            return FailureClass.TIMEOUT;
        }
        Matcher status = STATUS.matcher(message);
        if (status.find()) {
            return FailureClass.http(Integer.parseInt(status.group(1)));
        }
        return CONNECTION.matcher(message).matches() ? FailureClass.CONNECTION : FailureClass.CHECK;
    }
}
