package io.orchestress.analysis;

import io.orchestress.analysis.issues.LatencySeries;
import io.orchestress.record.CounterRow;
import io.orchestress.record.Interval;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.observe.ConstantLoad;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The samples of one phase, by request. */
final class PhaseSamples {
    private final PlannedPhase plan;
    private final double endSeconds;
    private final SeriesSamples samples = new SeriesSamples();
    private final LatencyBins bins;

    /** @param runEndSeconds cuts the phase, if it was to last longer */
    PhaseSamples(PlannedPhase plan, double runEndSeconds, ConstantLoad constant) {
        this.bins = new LatencyBins(constant.fromSeconds(), Math.min(constant.toSeconds(), runEndSeconds));
        this.plan = plan;
        this.endSeconds = Math.max(plan.startSeconds(), Math.min(plan.endSeconds(), runEndSeconds));
    }

    void add(CounterRow row) {
        samples.agents().add(row);
    }

    void add(Interval interval) {
        samples.add(interval);
        if (interval.series().metric().isEmpty()) {
            bins.add(interval);
        }
    }

    AgentSamples agents() {
        return samples.agents();
    }

    String name() {
        return plan.name();
    }

    boolean isWarmUp() {
        return plan.warmUp();
    }

    /** Whether the run came to this phase at all. */
    boolean isReached() {
        return seconds() > 0 || !byRequest().isEmpty() || !agents().isEmpty();
    }

    /** For how long the phase was driven, in seconds. */
    double seconds() {
        return endSeconds - plan.startSeconds();
    }

    /** All of its series. */
    SeriesSamples samples() {
        return samples;
    }

    Map<String, Samples> byRequest() {
        return samples.byRequest();
    }

    /** Of each request, where the load was constant, from when on 99 % of the first ones could have ended. */
    List<LatencySeries> series() {
        return bins.series(request -> {
            LatencyCounts all = byRequest().getOrDefault(request, new Samples()).all();
            return all.isEmpty() ? 0 : all.atPercentile(99) / 1e6;
        });
    }

    PhaseResult result(Instant loadStartedAt, long apdexTargetMicros) {
        Samples all = new Samples();
        List<RequestResult> requests = new ArrayList<>();
        byRequest().forEach((name, samples) -> {
            all.add(samples);
            requests.add(samples.result(name, seconds(), apdexTargetMicros));
        });
        return new PhaseResult(
                plan.name(),
                plan.kind(),
                plan.warmUp(),
                at(loadStartedAt, plan.startSeconds()),
                at(loadStartedAt, endSeconds),
                plan.startSeconds(),
                endSeconds,
                all.result(SeriesKey.ALL_REQUESTS, seconds(), apdexTargetMicros),
                requests);
    }

    static Instant at(Instant loadStartedAt, double seconds) {
        return loadStartedAt.plusMillis(Math.round(seconds * 1000));
    }
}
