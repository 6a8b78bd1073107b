package io.orchestress.imports;

import io.orchestress.run.SeriesKey;
import java.util.Set;

/** Points of k6's metrics, whatever file they stand in, as events. */
final class K6Samples {
    /** What is read; other metrics, custom ones among them, have no place in a record. */
    static final Set<String> METRICS =
            Set.of("http_req_duration", "iteration_duration", "vus", "checks", "dropped_iterations");

    private static final double MOST = 1e12;
    private static final int TIMEOUT = 1050;
    private static final int DECOMPRESSION = 1701;
    private static final String GROUP = "::";

    private final Events events;
    private final Facts.Builder facts;

    K6Samples(Events events, Facts.Builder facts) {
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
                facts.url(tags.url);
                events.request(tags.scenario, name(tags), outcome(tags), atMicros - micros(value), micros(value));
            }
            case "iteration_duration" ->
                events.task(
                        tags.scenario,
                        tags.scenario.isEmpty() ? "iteration" : tags.scenario,
                        atMicros - micros(value),
                        micros(value));
            case "vus" -> events.usersAlive(atMicros, count(value));
            case "checks" -> facts.count(value == 0 ? "checksFailed" : "checksPassed");
            case "dropped_iterations" -> facts.add("droppedIterations", count(value));
            default -> {}
        }
    }

    private static long count(double value) {
        if (!(value >= 0 && value <= MOST)) {
            throw new IllegalArgumentException(value + " is no count");
        }
        return (long) value;
    }

    private static long micros(double millis) {
        if (!(Math.abs(millis) < Long.MAX_VALUE / 1e4)) {
            throw new IllegalArgumentException(millis + " is no length in milliseconds");
        }
        return Math.round(millis * 1000);
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

    /** k6 tells by {@code expected_response} whether a request failed; where that tag is off, an error code tells it. */
    private static String outcome(Tags tags) {
        boolean failed =
                tags.expectedResponse.isEmpty() ? !tags.errorCode.isEmpty() : tags.expectedResponse.equals("false");
        if (!failed) {
            return SeriesKey.OK;
        }
        int code = tags.errorCode.isEmpty() ? 0 : Integer.parseInt(tags.errorCode);
        int status = tags.status.isEmpty() ? 0 : Integer.parseInt(tags.status);
        if (code == TIMEOUT) {
            return SeriesKey.TIMEOUT;
        }
        if (code == DECOMPRESSION) {
            return "malformed";
        }
        return status >= 100 && status < 600 ? "http-" + status : "connection";
    }
}
