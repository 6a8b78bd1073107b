package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.OfferedLoad;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import java.util.Comparator;
import java.util.List;

/**
 * LOW_THROUGHPUT: requests per second of a load phase, only where the workload offered at least the limit. Silent where the
 * offered load is unknown: users without a pace offer only as much as the target answers.
 *
 * @param lowThroughputPerSec requests per second below which it speaks, where at least as many were offered
 * @param minSamples requests of one name in one phase, or tasks, below which it says nothing
 */
record LowThroughput(double lowThroughputPerSec, long minSamples) implements IssueRule {
    static final IssueType LOW_THROUGHPUT = new IssueType(
            "LOW_THROUGHPUT",
            "less than {issues.throughput-per-sec} requests/s in a phase of 5 s or more that offered as many",
            "medium");

    static LowThroughput read(Section root) {
        return new LowThroughput(root.section("issues").number("throughput-per-sec", 0, 1e9), Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(LOW_THROUGHPUT);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        OfferedLoad offered = new OfferedLoad(measured.run());
        List<PhaseResult> low = measured.judgedPhases().stream()
                .filter(PhaseResult::isLoad)
                .filter(phase -> phase.endSeconds() - phase.startSeconds() >= JudgedSteps.MIN_SECONDS)
                .filter(phase -> phase.total().count() >= minSamples)
                .filter(phase -> offered.perSec(phase.name()).orElse(0) >= lowThroughputPerSec)
                .filter(phase -> phase.total().throughputPerSec() < lowThroughputPerSec)
                .toList();
        if (low.isEmpty()) {
            return List.of();
        }
        PhaseResult worst = low.stream()
                .min(Comparator.comparingDouble(phase -> phase.total().throughputPerSec()))
                .orElseThrow();
        double perSec = worst.total().throughputPerSec();
        return List.of(Diagnosis.of(
                        LOW_THROUGHPUT,
                        Severity.MEDIUM,
                        "Throughput " + Format.beside(perSec, "1/s", lowThroughputPerSec) + " in phase '" + worst.name()
                                + "', limit "
                                + Format.limit(lowThroughputPerSec, "1/s") + "; the workload offered "
                                + Format.rate(offered.perSec(worst.name()).orElse(0)) + ".",
                        new Evidence(
                                low.stream().map(PhaseResult::name).toList(),
                                List.of(),
                                low.get(0).startSeconds(),
                                low.get(low.size() - 1).endSeconds(),
                                MetricCatalogue.THROUGHPUT.name(),
                                perSec,
                                lowThroughputPerSec,
                                "1/s"))
                .with("offered", Format.rate(offered.perSec(worst.name()).orElse(0))));
    }
}
