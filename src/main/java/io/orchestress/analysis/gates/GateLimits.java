package io.orchestress.analysis.gates;

import io.orchestress.record.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * By what a run is judged.
 *
 * @param rules each with a name of its own
 * @param minSamples requests, tasks or times before a figure of them is judged; fewer are no evidence
 */
public record GateLimits(List<GateRule> rules, long minSamples, GradeScale scale) {

    /** The targets of the specification that concern requests; throughput is not gated, as in the quick profile. */
    public static final GateLimits DEFAULT = of(
            "error-rate", "error-rate <= 1 %",
            "p95", "p95 <= 2 s, fail above 3 s",
            "p99", "p99 <= 5 s, fail above 7.5 s, if measured",
            "success-rate", "success-rate > 95 %");

    public GateLimits {
        rules = List.copyOf(rules);
        if (minSamples < 1) {
            throw new IllegalArgumentException("minSamples is " + minSamples + ", must be 1 or more");
        }
        if (rules.stream().map(GateRule::name).distinct().count() < rules.size()) {
            throw new IllegalArgumentException("two rules have one name");
        }
    }

    /** These names and texts in turn, 20 samples, and grades from A to F. */
    static GateLimits of(String... namesAndTexts) {
        List<GateRule> rules = new ArrayList<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            GateRule.parse(namesAndTexts[i], namesAndTexts[i + 1], 0).ifPresent(rules::add);
        }
        return new GateLimits(rules, 20, GradeScale.A_TO_F);
    }

    /** Whether a verdict by {@code run.json} alone leaves open what the histograms would tell. */
    public boolean needHistograms(Verdict byRunAlone) {
        Set<String> percentiles = rules.stream()
                .filter(rule -> rule.figure().isPercentile())
                .map(GateRule::name)
                .collect(Collectors.toSet());
        return byRunAlone.gates().stream()
                .anyMatch(
                        gate -> percentiles.contains(gate.name()) && gate.note().contains(GateEvaluator.TOO_CLOSE));
    }

    /** Whether {@code run.json} is not enough to judge by these. */
    public boolean needHistograms() {
        return rules.stream().anyMatch(GateRule::needsHistograms);
    }
}
