package io.orchestress.report;

import static io.orchestress.text.Format.clock;
import static io.orchestress.text.Format.count;
import static io.orchestress.text.Format.percent;
import static io.orchestress.text.Format.rate;

import io.orchestress.analysis.Timeline;
import io.orchestress.metrics.FailureClass;
import io.orchestress.record.BreakerResult;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.SaturatedSum;
import io.orchestress.text.PlainText;
import io.orchestress.workload.kind.PhaseKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The findings that an engineer would state after a minute with the run: a few sentences, each with its evidence. Warm-up
 * phases are not spoken of.
 */
public final class KeyFindings {
    private static final int NAME = 60;
    private static final int MOST = 6;
    private static final int WORDS = 200;

    /** Topic of the sentence on a tripped circuit breaker. */
    public static final String BREAKER = "Breaker";

    private final RunFacts facts;
    private final List<Finding> findings = new ArrayList<>();

    private KeyFindings(RunFacts facts) {
        this.facts = facts;
    }

    /** @param topic a word or two that say what the sentence is about */
    public record Finding(String topic, String sentence) {}

    public static List<Finding> of(RunFacts facts) {
        return new KeyFindings(facts).write();
    }

    private List<Finding> write() {
        Optional.ofNullable(facts.run().comparison())
                .flatMap(comparison -> new ComparisonFacts(comparison).worstRegression())
                .ifPresent(sentence -> findings.add(new Finding("Regression", sentence)));
        breaker();
        if (facts.requests() == 0) {
            findings.add(new Finding("No samples", nothing()));
            return List.copyOf(findings);
        }
        throughput();
        findings.addAll(LatencyFindings.of(facts));
        errors();
        LatencyFindings.slowest(facts).ifPresent(findings::add);
        List<Finding> first = new ArrayList<>(findings.stream().limit(MOST).toList());
        first.addAll(AgentFindings.of(facts));
        TenantTables.lines(facts).forEach(line -> first.add(new Finding("Isolation", line)));
        OrphanLine.of(facts.run()).ifPresent(line -> first.add(new Finding("Users who left", line)));
        return List.copyOf(first);
    }

    private String nothing() {
        if (facts.run().loadStartedAt() == null) {
            return "The load never started, so nothing was measured.";
        }
        return "No request ended in this run. Check the load generator's log and whether the target was reachable.";
    }

    private void breaker() {
        if (facts.run().breaker().tripped()) {
            findings.add(new Finding(BREAKER, breakerTripped(facts)));
        }
    }

    /** Returns a sentence on a trip of the circuit breaker: when, in which phase, by which rule and evidence. */
    public static String breakerTripped(RunFacts facts) {
        return "The circuit breaker " + facts.run().breakerEffect().did() + tripped(facts);
    }

    /** The rest of a sentence: when the circuit breaker tripped, in which phase, on what rule and evidence. */
    public static String tripped(RunFacts facts) {
        BreakerResult breaker = facts.run().breaker();
        Double at = breaker.atSeconds();
        String when = at == null
                ? ""
                : " at " + clock(at)
                        + facts.phaseAt(at).map(p -> ", in " + name(p.name())).orElse("");
        String rule = breaker.rule() == null
                ? ""
                : (when.isEmpty() ? " on rule " : ", on rule ") + PlainText.clean(breaker.rule());
        String evidence = breaker.evidence() == null ? "" : ": " + PlainText.clean(breaker.evidence());
        return stop(when + rule + evidence);
    }

    private void throughput() {
        String all = count(facts.requests(), "request") + " (" + facts.judged() + ")";
        Optional<Timeline.Bin> peak = facts.findings().timeline().bins().stream()
                .filter(bin -> bin.okPerSec() + bin.failedPerSec() > 0)
                .max(Comparator.comparingDouble(bin -> bin.okPerSec() + bin.failedPerSec()));
        String mean = ", " + rate(facts.meanPerSec()) + " on average";
        if (peak.isEmpty()) {
            findings.add(new Finding("Throughput", "The run measured " + all + mean + "."));
            return;
        }
        Timeline.Bin bin = peak.get();
        String phase = facts.phaseAt(
                        bin.atSeconds() + facts.findings().timeline().binSeconds() / 2.0)
                .map(p -> " in " + name(p.name())
                        + (!p.warmUp()
                                ? ""
                                : p.kind() == PhaseKind.FAULT
                                        ? " (fault)"
                                        : p.name().equals("warm-up") ? "" : " (warm-up)"))
                .orElse("");
        String failed = bin.failedPerSec() / (bin.okPerSec() + bin.failedPerSec()) >= 0.01
                ? ", of which " + rate(bin.failedPerSec()) + " failed"
                : "";
        findings.add(new Finding(
                "Throughput",
                "Throughput peaked at " + rate(bin.okPerSec() + bin.failedPerSec()) + phase + " at "
                        + clock(bin.atSeconds()) + failed + "; the run measured " + all + mean + "."));
    }

    private void errors() {
        List<Map.Entry<FailureClass, Long>> classes = Failures.byCount(Failures.of(facts));
        long failed = classes.stream().mapToLong(Map.Entry::getValue).reduce(0, SaturatedSum::plus);
        if (failed == 0) {
            findings.add(new Finding("Errors", "No request failed."));
            return;
        }
        Map.Entry<FailureClass, Long> main = classes.get(0);
        String meaning = main.getKey().meaning();
        String mainly = (classes.size() == 1 ? "all of them " : "mostly ")
                + name(main.getKey().label())
                + (meaning.isEmpty() ? "" : " (" + meaning + ")")
                + (classes.size() == 1 ? "" : ", " + percent((double) main.getValue() / failed) + " of the failures");
        findings.add(new Finding(
                "Errors",
                percent((double) failed / Math.max(1, facts.requests())) + " of requests failed (" + count(failed)
                        + " of " + count(facts.requests()) + "), " + mainly + whereErrors() + "."
                        + FailedRequests.of(facts.run()).stream()
                                .filter(kind -> kind.failureClass().equals(main.getKey()))
                                .filter(kind -> !kind.firstWords().isEmpty())
                                .findFirst()
                                .map(kind -> " First message of " + name(kind.request()) + ": "
                                        + PlainText.shorten(kind.firstWords(), WORDS))
                                .orElse("")));
    }

    private String whereErrors() {
        List<PhaseResult> phases = facts.measuredPhases();
        if (phases.size() < 2) {
            return "";
        }
        PhaseResult worst = phases.stream()
                .max(Comparator.comparingDouble(p -> p.total().errorRate()))
                .orElseThrow();
        return "; the worst phase was " + name(worst.name()) + " with "
                + percent(worst.total().errorRate());
    }

    static String name(String name) {
        return PlainText.shorten(PlainText.clean(name), NAME);
    }

    private static String stop(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
