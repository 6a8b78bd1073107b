package io.orchestress.analysis.tenant;

import io.orchestress.record.RunRecord.PlannedPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Phases of a plan that differ by one tenant.
 *
 * @param tenant that sends in all of them
 * @param beside the one that sends in {@code with} only
 */
record TenantComparison(String tenant, String beside, List<PlannedPhase> with, List<PlannedPhase> without) {
    private static final double SAME_LOAD = 0.05;

    /** Of every tenant that sends with another and without it, in phases that hold their load. Of more than one such set of phases the first. */
    static List<TenantComparison> of(List<PlannedPhase> plan) {
        List<PlannedPhase> judged = plan.stream()
                .filter(phase -> !phase.warmUp() && phase.kind().isConstant())
                .toList();
        Set<String> names = new TreeSet<>();
        judged.forEach(phase -> names.addAll(phase.senders()));
        List<TenantComparison> comparisons = new ArrayList<>();
        for (String tenant : names) {
            for (String beside : names) {
                if (!beside.equals(tenant)) {
                    add(comparisons, judged, tenant, beside);
                }
            }
        }
        return comparisons;
    }

    private static void add(
            List<TenantComparison> comparisons, List<PlannedPhase> judged, String tenant, String beside) {
        for (PlannedPhase phase : judged) {
            if (phase.senders().contains(tenant) && phase.senders().contains(beside)) {
                Set<String> others = new TreeSet<>(phase.senders());
                others.remove(beside);
                List<PlannedPhase> without = judged.stream()
                        .filter(other -> other.senders().equals(others))
                        .toList();
                if (!without.isEmpty()) {
                    List<PlannedPhase> with = judged.stream()
                            .filter(other -> other.senders().equals(phase.senders()))
                            .toList();
                    comparisons.add(new TenantComparison(tenant, beside, with, without));
                    return;
                }
            }
        }
    }

    /** Why the two sides cannot be compared; empty: they can. */
    String differs() {
        List<Double> loads = new ArrayList<>();
        with.forEach(phase -> loads.add(phase.loadOf(tenant)));
        without.forEach(phase -> loads.add(phase.loadOf(tenant)));
        double least = loads.stream().mapToDouble(load -> load).min().orElse(0);
        double most = loads.stream().mapToDouble(load -> load).max().orElse(0);
        return least >= most * (1 - SAME_LOAD)
                ? ""
                : "'" + tenant + "' sends with another load when '" + beside + "' sends";
    }
}
