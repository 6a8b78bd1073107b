package io.orchestress.monitoring;

import io.orchestress.monitoring.prometheus.MalformedMetricsException;
import io.orchestress.monitoring.prometheus.MetricsText;
import io.orchestress.monitoring.prometheus.ScrapedSample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/**
 * What came back when a page of metrics was asked for, read for what it is: its status and the header that explains it, its coding,
 * its format, its text.
 *
 * @param samples of the metrics that are wanted
 * @param answeredAt by the clock of whoever answered; empty where he does not say
 */
record ScrapedPage(List<ScrapedSample> samples, Optional<Instant> answeredAt) {
    /** Larger pages are not read, compressed or not. */
    static final int MOST_BYTES = 4 << 20;

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int LONGEST_QUOTE = 120;

    /**
     * @param header its value by its name in lower case; empty where there is none
     * @throws UnreadableException when it is no whole page, in one sentence
     */
    static ScrapedPage of(int status, UnaryOperator<String> header, byte[] body, Predicate<String> wanted) {
        if (status != OK) {
            throw new UnreadableException("it returns status " + status + why(status, header));
        }
        String type = header.apply("content-type").strip().toLowerCase(Locale.ROOT);
        if (type.startsWith("application/vnd.google.protobuf")) {
            throw new UnreadableException("it is in Protocol Buffers, which was not requested");
        }
        String text = new String(decoded(header.apply("content-encoding"), body), StandardCharsets.UTF_8);
        try {
            List<ScrapedSample> samples = MetricsText.parse(
                    text.startsWith("\uFEFF") ? text.substring(1) : text,
                    type.startsWith("application/openmetrics-text"),
                    wanted);
            return new ScrapedPage(samples, date(header.apply("date")));
        } catch (MalformedMetricsException e) {
            String html = type.startsWith("text/html") ? " (an HTML page, perhaps a login)" : "";
            throw new UnreadableException(e.getMessage() + html, e);
        }
    }

    private static String why(int status, UnaryOperator<String> header) {
        String location = header.apply("location");
        if (status >= 300 && status < 400 && !location.isEmpty()) {
            return ": it redirects to '" + quoted(location) + "', which is not followed; set url to that address";
        }
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            String wants = header.apply("www-authenticate");
            return ": authorization required"
                    + (wants.isEmpty() ? "" : " (" + quoted(wants) + ")")
                    + "; authorization-from names the environment variable that holds the header";
        }
        return "";
    }

    private static byte[] decoded(String coding, byte[] body) {
        String name = coding.strip().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.equals("identity")) {
            return body;
        }
        if (!name.equals("gzip") && !name.equals("x-gzip")) {
            throw new UnreadableException(
                    "it is in the content coding '" + quoted(coding) + "', which was not requested");
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] text = in.readNBytes(MOST_BYTES + 1);
            if (text.length > MOST_BYTES) {
                throw new UnreadableException("its response exceeds " + (MOST_BYTES >> 20) + " MiB");
            }
            return text;
        } catch (IOException e) {
            throw new UnreadableException("it announces gzip, but cannot be decompressed: " + e.getMessage(), e);
        }
    }

    private static Optional<Instant> date(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String quoted(String text) {
        String plain = text.replaceAll("[^ -~]", "?");
        return plain.length() > LONGEST_QUOTE ? plain.substring(0, LONGEST_QUOTE) + "…" : plain;
    }
}
