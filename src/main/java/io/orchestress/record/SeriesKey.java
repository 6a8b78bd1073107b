package io.orchestress.record;

import static io.orchestress.record.PercentCoding.decode;
import static io.orchestress.record.PercentCoding.encode;

import io.orchestress.metrics.FailureClass;
import java.util.Objects;
import java.util.Optional;

/**
 * Names one series of {@code histograms.hlog}: {@code <phase>|<request>|<class>}, each part percent-encoded (UTF-8) outside
 * {@code A–Z a–z 0–9 - _ .}, so that no name can hold a separator of the log. For every key {@code k},
 * {@code parse(k.tag())} equals {@code k}.
 *
 * @param phase in which the request started; {@link #AFTER_PLAN} where that was after the last one
 * @param outcomeClass label of a {@link FailureClass}, or {@code metric.<name>}: a time of agents, see {@link #metric}
 */
public record SeriesKey(String phase, String request, String outcomeClass) {

    /** Name of all requests together in results: no request may bear it. */
    public static final String ALL_REQUESTS = "*";

    /** In the place of a phase: what started after the last one. No phase can bear it, for its parentheses. */
    public static final String AFTER_PLAN = "(after the plan)";

    private static final String METRIC = "metric.";

    public SeriesKey {
        Objects.requireNonNull(phase, "phase is null");
        Objects.requireNonNull(request, "request is null");
        Objects.requireNonNull(outcomeClass, "outcomeClass is null");
        if (request.equals(ALL_REQUESTS)) {
            throw new IllegalArgumentException(
                    "no request can be named " + ALL_REQUESTS + ": it stands for all of them");
        }
        if (outcomeClass.isEmpty()) {
            throw new IllegalArgumentException("outcomeClass of " + phase + "|" + request + " is empty");
        }
    }

    /** Latencies of the requests that ended in this way. */
    public SeriesKey(String phase, String request, FailureClass outcome) {
        this(phase, request, outcome.label());
    }

    /** Name of a request of one of several tenants; with an empty request, what stands before its name. */
    public static String ofTenant(String tenant, String request) {
        return tenant + ": " + request;
    }

    /** Name of the tenant that a request belongs to by its name, of a run that has several; empty: of none. */
    public static String tenantOf(String request) {
        int colon = request.indexOf(": ");
        return colon < 0 ? "" : request.substring(0, colon);
    }

    /**
     * A series of times that are not latencies of requests: never to be added to the counts.
     *
     * @param request name of the request, or of the task
     * @param metric one of {@link MetricName}
     */
    public static SeriesKey metric(String phase, String request, String metric) {
        return new SeriesKey(phase, request, METRIC + metric);
    }

    /**
     * The class that its samples are counted in, {@link FailureClass#CORRECTED} for those that are counted in another.
     *
     * @throws IllegalStateException of a {@link #metric()}
     */
    public FailureClass failureClass() {
        if (metric().isPresent()) {
            throw new IllegalStateException(tag() + " has no latencies of requests");
        }
        return FailureClass.of(outcomeClass);
    }

    /** The metric whose times these are; empty for latencies of requests. */
    public Optional<String> metric() {
        return outcomeClass.startsWith(METRIC)
                ? Optional.of(outcomeClass.substring(METRIC.length()))
                : Optional.empty();
    }

    /** Whether every sample is one request, counted nowhere else. */
    public boolean isCount() {
        return !isCorrected() && !outcomeClass.startsWith(METRIC);
    }

    public boolean isOk() {
        return outcomeClass.equals(FailureClass.OK.label());
    }

    public boolean isCorrected() {
        return outcomeClass.equals(FailureClass.CORRECTED.label());
    }

    /** The tag as it stands in the log, without {@code Tag=}. */
    public String tag() {
        return encode(phase) + "|" + encode(request) + "|" + encode(outcomeClass);
    }

    /**
     * The inverse of {@link #tag()}.
     *
     * @throws IllegalArgumentException when the tag has not three parts or a part is not percent-encoded UTF-8
     */
    public static SeriesKey parse(String tag) {
        int first = tag.indexOf('|');
        int second = tag.indexOf('|', first + 1);
        if (first < 0 || second < 0 || tag.indexOf('|', second + 1) >= 0) {
            throw new IllegalArgumentException("tag '" + tag + "' is not <phase>|<request>|<class>");
        }
        return new SeriesKey(
                decode(tag.substring(0, first)),
                decode(tag.substring(first + 1, second)),
                decode(tag.substring(second + 1)));
    }
}
