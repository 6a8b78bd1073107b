package io.orchestress.analysis.issues;

import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.OfferedLoad;
import io.orchestress.record.PhaseResult;
import io.orchestress.text.Format;
import java.util.Comparator;
import java.util.List;

/**
 * LOW_THROUGHPUT: requests per second of a load phase, only where the workload offered at least the limit. Silent where the
 * offered load is unknown: users without a pace offer only as much as the target answers.
 */
final class LowThroughput implements IssueRule {

    @Override
    public List<Diagnosis> judge(IssueContext measured, IssueLimits limits) {
        OfferedLoad offered = new OfferedLoad(measured.run());
        List<PhaseResult> low = measured.judgedPhases().stream()
                .filter(PhaseResult::isLoad)
                .filter(phase -> phase.endSeconds() - phase.startSeconds() >= limits.minThroughputSeconds())
                .filter(phase -> phase.total().count() >= limits.minSamples())
                .filter(phase -> offered.perSec(phase.name()).orElse(0) >= limits.lowThroughputPerSec())
                .filter(phase -> phase.total().throughputPerSec() < limits.lowThroughputPerSec())
                .toList();
        if (low.isEmpty()) {
            return List.of();
        }
        PhaseResult worst = low.stream()
                .min(Comparator.comparingDouble(phase -> phase.total().throughputPerSec()))
                .orElseThrow();
        double perSec = worst.total().throughputPerSec();
        return List.of(Diagnosis.of(
                        IssueType.LOW_THROUGHPUT,
                        Severity.MEDIUM,
                        Format.beside(perSec, "1/s", limits.lowThroughputPerSec()) + " in phase '" + worst.name()
                                + "', limit "
                                + Format.limit(limits.lowThroughputPerSec(), "1/s") + "; the workload offered "
                                + Format.rate(offered.perSec(worst.name()).orElse(0)) + ".",
                        new Evidence(
                                low.stream().map(PhaseResult::name).toList(),
                                List.of(),
                                low.get(0).startSeconds(),
                                low.get(low.size() - 1).endSeconds(),
                                "throughput",
                                perSec,
                                limits.lowThroughputPerSec(),
                                "1/s"))
                .with("offered", Format.rate(offered.perSec(worst.name()).orElse(0))));
    }
}
