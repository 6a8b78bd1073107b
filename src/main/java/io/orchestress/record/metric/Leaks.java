package io.orchestress.record.metric;

import io.orchestress.record.DriftResult;
import io.orchestress.record.DriftResult.Outcome;
import io.orchestress.record.ResourceName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Resources of the target that leak. While one of them cannot be judged, or grew and was not seen to fall without load, none that leaks is
 * no evidence of health.
 */
final class Leaks {
    private static final Set<Outcome> GROWING = Set.of(Outcome.GROWS, Outcome.GROWS_LATE);

    private Leaks() {}

    static @Nullable Reading of(List<DriftResult> drifts) {
        List<DriftResult> watched = drifts.stream()
                .filter(drift -> drift.subject().equals(ResourceName.TARGET))
                .toList();
        long leaks = count(watched, Outcome.LEAK);
        long unknown = count(watched, Outcome.INCONCLUSIVE);
        List<DriftResult> growing = watched.stream()
                .filter(drift -> GROWING.contains(drift.outcome()) && ResourceName.mayLeak(drift.metric()))
                .toList();
        long judged = leaks > 0 || unknown == 0 ? watched.size() : 0;
        return watched.isEmpty()
                ? null
                : Reading.of(leaks, judged, "target metrics with a clear trend")
                        .doubted(growing.isEmpty() ? "" : doubt(growing));
    }

    private static String doubt(List<DriftResult> growing) {
        DriftResult first = growing.get(0);
        String more = growing.size() == 1 ? "" : " and " + (growing.size() - 1) + " more";
        String why = first.outcome() == Outcome.GROWS_LATE
                ? "too late in the run"
                : first.cooldown() == null
                        ? "and the target was not observed without load"
                        : "and the cooldown readings are ambiguous";
        return first.metric() + more + " grew under load, " + why + ": a leak is neither shown nor excluded";
    }

    private static long count(List<DriftResult> watched, Outcome outcome) {
        return watched.stream().filter(drift -> drift.outcome() == outcome).count();
    }
}
