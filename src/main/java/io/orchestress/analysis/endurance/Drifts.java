package io.orchestress.analysis.endurance;

import io.orchestress.record.DriftResult;
import io.orchestress.record.DriftResult.Outcome;
import io.orchestress.record.Interval;
import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.record.observe.ConstantLoad;
import io.orchestress.record.observe.ConstantLoads;
import io.orchestress.record.observe.Observer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Latencies and resources under constant load, seen as they go by, and whether they grew. What is held does not depend on the length of
 * the run. The row that tells another process id of a subject cuts its series.
 */
public final class Drifts implements Observer {
    private static final Set<String> PROCESSES = Set.of(ResourceName.TARGET, ResourceName.INJECTOR);
    private static final List<Outcome> WORST_FIRST = List.of(
            Outcome.LEAK, Outcome.GROWS, Outcome.GROWS_LATE, Outcome.RETURNED, Outcome.INCONCLUSIVE, Outcome.STABLE);
    /** The first load comes within the first second; a reading before its end shows what was there without. */
    private static final double IDLE_SECONDS = 1.5;

    private final RunRecord run;
    private final DriftLimits limits;
    private final ConstantLoads loads;
    private final Map<String, Double> idle = new HashMap<>();
    private final Map<String, Double> last = new HashMap<>();
    private final Set<String> here = new HashSet<>();
    private @Nullable List<Stretch> stretches;

    private record Stretch(
            String phase,
            ConstantLoad load,
            ConstantLoad cooldown,
            LatencyDrifts latencies,
            LongAdder requests,
            Map<String, ResourceDrift> resources) {
        boolean isUnderLoad(double atSeconds) {
            return atSeconds >= load.fromSeconds() && atSeconds < load.toSeconds();
        }

        double requestsPerSec() {
            return requests.sum() / load.seconds();
        }
    }

    /** @param run not yet analysed */
    public Drifts(RunRecord run, DriftLimits limits) {
        this.run = run;
        this.limits = limits;
        this.loads = new ConstantLoads(run);
    }

    @Override
    public void row(TimeSeriesRow row) {
        loads.row(row);
    }

    @Override
    public void interval(Interval interval) {
        if (interval.series().isCount()) {
            stretches().stream()
                    .filter(stretch -> stretch.isUnderLoad(interval.middleSeconds()))
                    .forEach(stretch -> stretch.requests.add(interval.totalCount()));
        }
        if (interval.series().isOk()) {
            for (Stretch stretch : stretches()) {
                if (stretch.phase.equals(interval.series().phase())) {
                    stretch.latencies.add(interval);
                }
            }
        }
    }

    @Override
    public void resource(ResourceRow row) {
        if (row.name().equals(ResourceName.PID)) {
            here.add(row.subject());
            stretches()
                    .forEach(stretch -> stretch.resources.values().stream()
                            .filter(drift -> drift.subject().equals(row.subject()))
                            .forEach(drift -> drift.restarted(row.atSeconds())));
            return;
        }
        String key = row.subject() + "|" + row.name();
        last.put(key, row.value());
        if (!PROCESSES.contains(row.subject()) || !WatchedMetric.isResource(row.name())) {
            return;
        }
        // A row stands at the end of its second.
        double middle = row.atSeconds() - 0.5;
        if (row.atSeconds() <= IDLE_SECONDS) {
            idle.putIfAbsent(key, row.value());
        }
        for (Stretch stretch : stretches()) {
            stretch.resources
                    .computeIfAbsent(
                            key,
                            k -> new ResourceDrift(
                                    stretch.phase, row.subject(), row.name(), stretch.load, stretch.cooldown))
                    .add(middle, row.value());
        }
    }

    /** Of the second half of the time without load, where it was long enough. Known once all rows were shown. */
    private List<Stretch> stretches() {
        if (stretches == null) {
            stretches = new ArrayList<>();
            for (PlannedPhase phase : run.plan()) {
                ConstantLoad load = loads.of(phase);
                if (load.seconds() > 0 && load.seconds() >= limits.shortestSeconds()) {
                    ConstantLoad gone = loads.cooldown(phase)
                            .filter(cooldown -> cooldown.seconds() >= limits.cooldownSeconds())
                            .map(cooldown -> new ConstantLoad(
                                    cooldown.fromSeconds() + cooldown.seconds() / 2, cooldown.toSeconds()))
                            .orElse(new ConstantLoad(0, 0));
                    stretches.add(new Stretch(
                            phase.name(),
                            load,
                            gone,
                            new LatencyDrifts(
                                    phase.name(),
                                    load,
                                    new ForcedPauses(run.target().events())),
                            new LongAdder(),
                            new TreeMap<>()));
                }
            }
        }
        return stretches;
    }

    /** @param results the run with its phases, totals, agents and resources; worst first */
    public List<DriftResult> drifts(RunRecord results) {
        List<DriftResult> drifts = new ArrayList<>();
        for (Stretch stretch : stretches()) {
            drifts.addAll(stretch.latencies.results(limits));
            stretch.resources.forEach((key, drift) -> {
                if (!isSpokenFor(stretch, drift)) {
                    drift.result(idle.getOrDefault(key, Double.NaN), limit(drift), stretch.requestsPerSec(), limits)
                            .ifPresent(drifts::add);
                }
            });
        }
        drifts.sort(Comparator.comparingInt((DriftResult drift) -> WORST_FIRST.indexOf(drift.outcome()))
                .thenComparing(drift -> -drift.z()));
        return drifts;
    }

    /** Of the two figures of a heap the one after collections is judged, unless too few of them were seen. */
    private static boolean isSpokenFor(Stretch stretch, ResourceDrift drift) {
        @Nullable ResourceDrift heap = stretch.resources.get(drift.subject() + "|" + ResourceName.HEAP);
        @Nullable ResourceDrift collected = stretch.resources.get(drift.subject() + "|" + ResourceName.HEAP_AFTER_GC);
        if (heap == null || collected == null) {
            return false;
        }
        String other = collected.hasEnoughCollections() ? ResourceName.HEAP : ResourceName.HEAP_AFTER_GC;
        return drift.metric().equals(other);
    }

    /** Of heap the largest that it may have; of resident memory what it has and what is free. */
    private @Nullable Double limit(ResourceDrift drift) {
        return switch (drift.metric()) {
            case ResourceName.HEAP, ResourceName.HEAP_AFTER_GC ->
                drift.subject().equals(ResourceName.INJECTOR)
                                && run.environment().maxHeapBytes() > 0
                        ? Double.valueOf(run.environment().maxHeapBytes())
                        : last.get(drift.subject() + "|" + ResourceName.HEAP_MAX);
            case ResourceName.RSS -> restOfTheMachine(drift);
            default -> null;
        };
    }

    private @Nullable Double restOfTheMachine(ResourceDrift drift) {
        @Nullable Double used = last.get(ResourceName.HOST + "|" + ResourceName.MEMORY);
        @Nullable Double now = last.get(drift.subject() + "|" + ResourceName.RSS);
        boolean local = drift.subject().equals(ResourceName.INJECTOR) || here.contains(drift.subject());
        return used == null || now == null || !local
                ? null
                : Double.valueOf(now + Math.max(0, 1 - used) * run.environment().totalMemoryBytes());
    }
}
