package io.orchestress.analysis;

import io.orchestress.record.CounterRow;
import io.orchestress.record.Interval;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.SaturatedSum;
import io.orchestress.record.SeriesKey;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What was measured of agents in one phase, or of several summed up: times by metric and request, counts by all they have. */
final class AgentSamples {
    private final Map<String, Map<String, LatencyCounts>> times = new TreeMap<>();
    private final Map<String, Map<String, Map<String, Long>>> tallies = new TreeMap<>();

    void add(String metric, Interval interval) {
        times(metric, interval.series().request()).add(interval);
    }

    void add(CounterRow row) {
        add(row.tally(), row.request(), row.detail(), row.delta());
    }

    void add(AgentSamples other) {
        other.times.forEach((metric, byRequest) ->
                byRequest.forEach((request, counts) -> times(metric, request).add(counts)));
        addTallies(other);
    }

    /** What was counted, without the times. */
    void addTallies(AgentSamples other) {
        other.tallies.forEach((tally, byRequest) -> byRequest.forEach(
                (request, byDetail) -> byDetail.forEach((detail, count) -> add(tally, request, detail, count))));
    }

    /** Those of one tenant. */
    AgentSamples of(String tenant) {
        AgentSamples own = new AgentSamples();
        times.forEach((metric, byRequest) -> byRequest.forEach((request, counts) -> {
            if (SeriesKey.tenantOf(request).equals(tenant)) {
                own.times(metric, request).add(counts);
            }
        }));
        tallies.forEach((tally, byRequest) -> byRequest.forEach((request, byDetail) -> {
            if (SeriesKey.tenantOf(request).equals(tenant)) {
                byDetail.forEach((detail, count) -> own.add(tally, request, detail, count));
            }
        }));
        return own;
    }

    boolean isEmpty() {
        return times.isEmpty() && tallies.isEmpty();
    }

    /** By metric, then by request, both in alphabetical order. */
    Map<String, Map<String, LatencyCounts>> times() {
        return times;
    }

    /** Of all requests; empty when it was never counted; at most {@link SaturatedSum#BEYOND}. */
    OptionalLong sum(String tally) {
        Map<String, Long> byDetail = byDetail(tally);
        return byDetail.isEmpty() ? OptionalLong.empty() : OptionalLong.of(SaturatedSum.sum(byDetail.values()));
    }

    /** Of all requests, in alphabetical order of the details. */
    Map<String, Long> byDetail(String tally) {
        Map<String, Long> sums = new TreeMap<>();
        tallies.getOrDefault(tally, Map.of())
                .values()
                .forEach(details -> details.forEach((detail, count) -> sums.merge(detail, count, SaturatedSum::plus)));
        return sums;
    }

    /** Whatever the detail, in alphabetical order of the requests. */
    Map<String, Long> byRequest(String tally) {
        Map<String, Long> sums = new TreeMap<>();
        tallies.getOrDefault(tally, Map.of())
                .forEach((request, details) -> sums.put(request, SaturatedSum.sum(details.values())));
        return sums;
    }

    private LatencyCounts times(String metric, String request) {
        return times.computeIfAbsent(metric, m -> new TreeMap<>()).computeIfAbsent(request, r -> new LatencyCounts());
    }

    private void add(String tally, String request, String detail, long count) {
        tallies.computeIfAbsent(tally, t -> new TreeMap<>())
                .computeIfAbsent(request, r -> new TreeMap<>())
                .merge(detail, count, SaturatedSum::plus);
    }
}
