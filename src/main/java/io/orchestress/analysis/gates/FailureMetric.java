package io.orchestress.analysis.gates;

import io.orchestress.record.FailureLayer;
import io.orchestress.record.RequestResult;
import io.orchestress.record.SeriesKey;
import java.util.List;
import java.util.Optional;

/**
 * The share of requests that failed in one way; 0 when none did.
 *
 * @param label a failure class, such as {@code http-503}
 */
record FailureMetric(String label) implements GateMetric {
    static final String PREFIX = "failures.";

    /** Classes of which every member can be named; beside them {@code http-STATUS}, {@code exit-CODE}, {@code rpc-CODE}. */
    static final List<String> LABELS = List.of(
            "timeout",
            "connection",
            "idle-closed",
            "redirect",
            "truncated",
            "elsewhere",
            "too-long",
            "unfinished",
            "protocol",
            "malformed",
            "error-event",
            "no-end",
            "empty-stream",
            "wrong-id",
            "rate-limited",
            "session-lost",
            "check",
            "tool-error",
            "task-failed",
            "task-canceled",
            "task-rejected",
            "input-required",
            "no-finish-reason",
            "length",
            "content-filter",
            "no-content");

    static Optional<GateMetric> of(String label) {
        boolean numbered = label.matches("(http|exit|rpc)-.*");
        boolean known = numbered
                ? label.matches("(http-[1-5]\\d\\d|exit-\\d{1,3}|rpc-(\\d{1,6}|other))")
                : LABELS.contains(label);
        return known && FailureLayer.of(label).isPresent() ? Optional.of(new FailureMetric(label)) : Optional.empty();
    }

    @Override
    public String word() {
        return PREFIX + label;
    }

    @Override
    public Dimension dimension() {
        return Dimension.SHARE;
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public boolean byLoadPhase() {
        return false;
    }

    @Override
    public String ofWhat() {
        return "request";
    }

    @Override
    public List<String> names(Scope place) {
        return place.requests().stream().map(RequestResult::name).toList();
    }

    @Override
    public Optional<MetricValue> at(Scope place, String name, Percentiles percentiles) {
        return place.request(name).map(r -> {
            long failed = r.failures().getOrDefault(label, 0L);
            double share = r.count() == 0 ? 0 : 100.0 * failed / r.count();
            return new MetricValue(share, r.count(), r.count(), "requests", failed + " of " + r.count() + " requests")
                    .ofShare(failed);
        });
    }

    static String counts(RequestResult r, long failed) {
        long unfinished = r.failures().getOrDefault(SeriesKey.UNFINISHED, 0L);
        String counts = failed + " of " + r.count() + " requests failed";
        return unfinished == 0 ? counts : counts + ", " + unfinished + " of them in flight when the load stopped";
    }
}
