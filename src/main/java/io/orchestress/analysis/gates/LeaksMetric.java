package io.orchestress.analysis.gates;

import io.orchestress.analysis.endurance.Drifts;
import io.orchestress.record.DriftResult;
import io.orchestress.record.DriftResult.Outcome;
import io.orchestress.record.ResourceName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Figures of the target that leak. While one of them cannot be judged, or grew and was not seen to fall without load, none that leaks is
 * no evidence of health.
 */
record LeaksMetric() implements RunMetric {
    private static final Set<Outcome> GROWING = Set.of(Outcome.GROWS, Outcome.GROWS_LATE);

    @Override
    public String word() {
        return "leaks";
    }

    @Override
    public Dimension dimension() {
        return Dimension.COUNT;
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public Optional<MetricValue> at(Scope place, String name, Percentiles percentiles) {
        List<DriftResult> watched = place.drifts().stream()
                .filter(drift -> drift.subject().equals(ResourceName.TARGET))
                .toList();
        long leaks = count(watched, Outcome.LEAK);
        long unknown = count(watched, Outcome.INCONCLUSIVE);
        List<DriftResult> growing = watched.stream()
                .filter(drift -> GROWING.contains(drift.outcome()) && Drifts.mayLeak(drift.metric()))
                .toList();
        return watched.isEmpty()
                ? Optional.empty()
                : Optional.of(MetricValue.of(
                                leaks,
                                leaks > 0 || unknown == 0 ? watched.size() : 0,
                                "figures of the target without a doubt")
                        .doubtful(growing.isEmpty() ? "" : doubt(growing)));
    }

    private static String doubt(List<DriftResult> growing) {
        DriftResult first = growing.get(0);
        String more = growing.size() == 1 ? "" : " and " + (growing.size() - 1) + " more";
        String why = first.outcome() == Outcome.GROWS_LATE
                ? "too late in the run to tell more"
                : first.cooldown() == null
                        ? "and nothing was read without load"
                        : "and what was read without load does not tell";
        return first.metric() + more + " grew under load, " + why + ": whether that is a leak is not known";
    }

    private static long count(List<DriftResult> watched, Outcome outcome) {
        return watched.stream().filter(drift -> drift.outcome() == outcome).count();
    }
}
