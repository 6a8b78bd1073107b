package io.orchestress.importer;

import io.orchestress.metrics.FailureClass;
import io.orchestress.text.Format;
import java.util.Set;

/** Points of k6's metrics, whatever file they stand in, as events. */
final class K6Samples {
    /** What is read; other metrics, custom ones among them, have no place in a record. */
    static final Set<String> METRICS =
            Set.of("http_req_duration", "iteration_duration", "vus", "checks", "dropped_iterations");

    /** Times of calls that are no HTTP requests: said where they are, since they are in no count. */
    private static final Set<String> OF_OTHER_PROTOCOLS =
            Set.of("grpc_req_duration", "ws_connecting", "ws_session_duration", "browser_http_req_duration");

    private static final String CHECKS_FAILED = "checksFailed";
    private static final String CHECKS_PASSED = "checksPassed";
    private static final int NONE = -1;
    private static final int LOWEST_ERROR = 400;
    private static final double MOST = 1e12;
    private static final int TIMEOUT = 1050;
    private static final int DECOMPRESSION = 1701;
    private static final String GROUP = "::";

    private final ImportEvents events;
    private final RunInfo.Builder facts;

    K6Samples(ImportEvents events, RunInfo.Builder facts) {
        this.events = events;
        this.facts = facts;
    }

    /** Tags of a point; empty where it has none of that name. */
    static final class Tags {
        String name = "";
        String url = "";
        String group = "";
        String scenario = "";
        String status = "";
        String errorCode = "";
        String expectedResponse = "";

        void clear() {
            name = "";
            url = "";
            group = "";
            scenario = "";
            status = "";
            errorCode = "";
            expectedResponse = "";
        }

        void set(String tag, String value) {
            switch (tag) {
                case "name" -> name = value;
                case "url" -> url = value;
                case "group" -> group = value;
                case "scenario" -> scenario = value;
                case "status" -> status = value;
                case "error_code" -> errorCode = value;
                case "expected_response" -> expectedResponse = value;
                default -> {}
            }
        }
    }

    /** @param atMicros when it was measured: for a time, its end */
    void point(String metric, long atMicros, double value, Tags tags) {
        switch (metric) {
            case "http_req_duration" -> {
                long micros = PlausibilityFilter.micros(value, "http_req_duration");
                events.request(tags.scenario, name(tags), outcome(tags), atMicros - micros, micros);
                facts.url(tags.url);
            }
            case "iteration_duration" -> {
                long micros = PlausibilityFilter.micros(value, "iteration_duration");
                events.task(
                        tags.scenario,
                        tags.scenario.isEmpty() ? "iteration" : tags.scenario,
                        atMicros - micros,
                        micros);
            }
            case "vus" -> events.usersAlive(atMicros, PlausibilityFilter.users(value, "vus"));
            case "checks" -> facts.count(value == 0 ? CHECKS_FAILED : CHECKS_PASSED);
            case "dropped_iterations" -> facts.add("droppedIterations", count(value));
            default -> {}
        }
    }

    private static long count(double value) {
        if (!(value >= 0 && value <= MOST)) {
            throw new IllegalArgumentException(value + " is not a count");
        }
        return (long) value;
    }

    /** A point of a metric that is not read. */
    void other(String metric) {
        if (OF_OTHER_PROTOCOLS.contains(metric)) {
            facts.notRead(metric);
        }
    }

    /** What is known when all points were seen. */
    RunInfo end() {
        long failed = facts.counted(CHECKS_FAILED);
        if (failed > 0) {
            long all = failed + facts.counted(CHECKS_PASSED);
            String sentence = Format.count(failed) + " of " + Format.count(all) + " checks of k6 failed";
            facts.remark(sentence + ". A failed check does not fail a request and is not part of the error rate.");
            if (failed > SkippedRows.DOUBTFUL_SHARE * all) {
                facts.doubt(sentence + ", but no request is marked as failed, so no gate can pass.");
            }
        }
        return facts.build();
    }

    /** {@code ::checkout::inner} and {@code POST task} is {@code checkout / inner / POST task}. */
    private static String name(Tags tags) {
        String name = tags.name.isEmpty() ? tags.url : tags.name;
        return tags.group.isEmpty()
                ? name
                : tags.group
                                .substring(tags.group.startsWith(GROUP) ? GROUP.length() : 0)
                                .replace(GROUP, GatlingRun.WITHIN)
                        + GatlingRun.WITHIN
                        + name;
    }

    /**
     * k6 tells by {@code expected_response} whether a request failed; where that tag is off, an error code or a status tells it.
     *
     * @throws WholeFileException when none of the three is there
     */
    private static FailureClass outcome(Tags tags) {
        int code = whole(tags.errorCode, "error_code");
        int status = whole(tags.status, "status");
        boolean failed = switch (tags.expectedResponse) {
            case "true" -> false;
            case "false" -> true;
            case "" -> {
                if (code == NONE && status == NONE) {
                    throw new WholeFileException("it has none of the tags expected_response, status and error_code:"
                            + " it does not show whether the request failed");
                }
                yield code > 0 || status == 0 || status >= LOWEST_ERROR;
            }
            default ->
                throw new IllegalArgumentException(
                        "expected_response is '" + tags.expectedResponse + "', neither true nor false");
        };
        if (!failed) {
            return FailureClass.OK;
        }
        if (code == TIMEOUT) {
            return FailureClass.TIMEOUT;
        }
        if (code == DECOMPRESSION) {
            return FailureClass.MALFORMED;
        }
        return status >= 100 && status < 600 ? FailureClass.http(status) : FailureClass.CONNECTION;
    }

    private static int whole(String text, String tag) {
        if (text.isEmpty()) {
            return NONE;
        }
        if (text.length() > 6 || !text.chars().allMatch(Character::isDigit)) {
            throw new IllegalArgumentException(tag + " is '" + text + "', not a number");
        }
        return Integer.parseInt(text);
    }
}
