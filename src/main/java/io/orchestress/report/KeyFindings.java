package io.orchestress.report;

import static io.orchestress.report.Quantities.clock;
import static io.orchestress.report.Quantities.count;
import static io.orchestress.report.Quantities.factor;
import static io.orchestress.report.Quantities.latency;
import static io.orchestress.report.Quantities.percent;
import static io.orchestress.report.Quantities.rate;

import io.orchestress.analysis.Timeline;
import io.orchestress.run.BreakerResult;
import io.orchestress.run.PhaseResult;
import io.orchestress.run.RequestResult;
import io.orchestress.run.RequestResult.Latency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an engineer would say of the run after a minute with its figures: a few sentences, each with what it rests on. Warm-up
 * phases are not spoken of.
 */
public final class KeyFindings {
    private static final double NOTABLE = 1.10;
    private static final int NAME = 60;

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
        breaker();
        if (facts.requests() == 0) {
            findings.add(new Finding("No samples", nothing()));
            return List.copyOf(findings);
        }
        throughput();
        latency();
        corrected();
        errors();
        slowest();
        return findings.stream().limit(6).toList();
    }

    private String nothing() {
        if (facts.run().loadStartedAt() == null) {
            return "The load never started, so nothing was measured and nothing can be said of the target.";
        }
        return "No request ended in this run, so nothing can be said of the target. Look at the log of the injector and at "
                + "whether the target was reachable.";
    }

    private void breaker() {
        BreakerResult breaker = facts.run().breaker();
        if (breaker.tripped()) {
            findings.add(new Finding(BREAKER, "The circuit breaker stopped the load" + tripped(facts)));
        }
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
                .map(p -> " in " + name(p.name()) + (p.warmUp() ? " (warm-up)" : ""))
                .orElse("");
        String failed = bin.failedPerSec() / (bin.okPerSec() + bin.failedPerSec()) >= 0.01
                ? ", of which " + rate(bin.failedPerSec()) + " failed"
                : "";
        findings.add(new Finding(
                "Throughput",
                "Throughput peaked at " + rate(bin.okPerSec() + bin.failedPerSec()) + phase + " at "
                        + clock(bin.atSeconds()) + failed + "; the run measured " + all + mean + "."));
    }

    private void latency() {
        List<PhaseResult> phases = facts.measuredPhases().stream()
                .filter(p -> p.total().latencyMicros() != null)
                .toList();
        Optional<PhaseResult> steady = ofKind(phases, "steady");
        Optional<PhaseResult> spike = ofKind(phases, "spike");
        if (phases.isEmpty()) {
            return;
        }
        if (steady.isPresent() && spike.isPresent()) {
            spike(steady.get(), spike.get(), ofKind(phases, "recovery"));
        } else if (phases.size() == 1 || (steady.isPresent() && phases.size() <= 3)) {
            PhaseResult phase = steady.orElse(phases.get(0));
            findings.add(new Finding("Latency", "In " + withLoad(phase) + ", " + p95p99(latencyOf(phase)) + "."));
        } else {
            fastestAndSlowest(phases);
        }
    }

    private void spike(PhaseResult steady, PhaseResult spike, Optional<PhaseResult> recovery) {
        Latency before = latencyOf(steady);
        Latency during = latencyOf(spike);
        findings.add(new Finding(
                "Latency",
                "In " + withLoad(steady) + ", " + p95p99(before) + "; in " + withLoad(spike) + ", p95 "
                        + change(before.p95(), during.p95()) + " and p99 " + change(before.p99(), during.p99()) + "."));
        recovery.ifPresent(phase -> {
            Latency after = latencyOf(phase);
            double times = ratio(after.p95(), before.p95());
            String how = times <= NOTABLE
                    ? "p95 was back at " + Quantities.latency(after.p95()) + ", the level from before the spike"
                    : "p95 was still " + Quantities.latency(after.p95()) + ", " + factor(times)
                            + " times what it was before the spike";
            findings.add(new Finding("Recovery", "In " + name(phase.name()) + ", " + how + "."));
        });
    }

    private void fastestAndSlowest(List<PhaseResult> phases) {
        Comparator<PhaseResult> byP95 =
                Comparator.comparingLong(p -> latencyOf(p).p95());
        PhaseResult best = phases.stream().min(byP95).orElseThrow();
        PhaseResult worst = phases.stream().max(byP95).orElseThrow();
        String sentence = ratio(latencyOf(worst).p95(), latencyOf(best).p95()) < NOTABLE
                ? "p95 stayed between " + Quantities.latency(latencyOf(best).p95()) + " and "
                        + Quantities.latency(latencyOf(worst).p95()) + " through all " + phases.size() + " phases"
                : "Latency was lowest in " + withLoad(best) + " (" + p95p99(latencyOf(best)) + ") and highest in "
                        + withLoad(worst) + " (" + p95p99(latencyOf(worst)) + ")";
        findings.add(new Finding("Latency", sentence + "."));
    }

    private void corrected() {
        RequestResult totals = facts.run().totals();
        Optional<PhaseResult> worst = facts.measuredPhases().stream()
                .filter(p -> differs(p.total()))
                .max(Comparator.comparingLong(p -> correctedP99(p.total())));
        Optional<RequestResult> result = worst.map(PhaseResult::total);
        if (result.isEmpty() && totals != null && differs(totals)) {
            result = Optional.of(totals);
        }
        result.ifPresent(r -> {
            Latency measured = r.latencyMicros();
            Latency corrected = r.correctedLatencyMicros();
            if (measured == null || corrected == null) {
                return;
            }
            findings.add(new Finding(
                    "Correction",
                    "Counted from the moment each request was due, "
                            + worst.map(p -> "p99 of " + name(p.name())).orElse("p99") + " is "
                            + Quantities.latency(corrected.p99()) + ", not "
                            + Quantities.latency(measured.p99())
                            + ": users were held up before they could send, and the uncorrected figure hides it "
                            + "(coordinated omission)."));
        });
    }

    private void errors() {
        List<Map.Entry<String, Long>> classes = Failures.byCount(Failures.of(facts));
        long failed = classes.stream().mapToLong(Map.Entry::getValue).sum();
        if (failed == 0) {
            findings.add(new Finding("Errors", "No request failed."));
            return;
        }
        Map.Entry<String, Long> main = classes.get(0);
        String meaning = Failures.meaning(main.getKey());
        String mainly = (classes.size() == 1 ? "all of them " : "mostly ")
                + name(main.getKey())
                + (meaning.isEmpty() ? "" : " (" + meaning + ")")
                + (classes.size() == 1 ? "" : ", " + percent((double) main.getValue() / failed) + " of the failures");
        findings.add(new Finding(
                "Errors",
                percent((double) failed / Math.max(1, facts.requests())) + " of the requests failed (" + count(failed)
                        + " of " + count(facts.requests()) + "), " + mainly + whereErrors() + "."));
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

    private void slowest() {
        RequestResult totals = facts.run().totals();
        Map<String, Long> worst = facts.measuredPhases().stream()
                .flatMap(p -> p.requests().stream())
                .filter(r -> r.latencyMicros() != null)
                .collect(Collectors.toMap(RequestResult::name, r -> p95(r), Math::max));
        if (worst.size() < 2 || totals == null) {
            return;
        }
        Map.Entry<String, Long> slowest = worst.entrySet().stream()
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow();
        PhaseResult where = facts.measuredPhases().stream()
                .filter(p -> p.requests().stream()
                        .anyMatch(r -> r.name().equals(slowest.getKey()) && p95(r) == slowest.getValue()))
                .findFirst()
                .orElseThrow();
        findings.add(new Finding(
                "Slowest",
                "The slowest request is " + name(slowest.getKey()) + ", with a p95 of "
                        + Quantities.latency(slowest.getValue()) + " in " + name(where.name()) + "."));
    }

    private static long p95(RequestResult result) {
        return result.latencyMicros() == null ? 0 : result.latencyMicros().p95();
    }

    private String withLoad(PhaseResult phase) {
        String load = facts.load(phase.name());
        return name(phase.name()) + (load.isEmpty() ? "" : " (" + load + ")");
    }

    private static String p95p99(Latency latency) {
        return "p95 was " + Quantities.latency(latency.p95()) + " and p99 " + Quantities.latency(latency.p99());
    }

    private static String change(long before, long after) {
        double times = ratio(after, before);
        if (times >= NOTABLE) {
            return "rose " + factor(times) + "-fold to " + Quantities.latency(after);
        }
        return (times <= 1 / NOTABLE ? "fell to " : "held at ") + Quantities.latency(after);
    }

    private static double ratio(long a, long b) {
        return (double) a / Math.max(1, b);
    }

    private static long correctedP99(RequestResult result) {
        Latency corrected = result.correctedLatencyMicros();
        return corrected == null ? 0 : corrected.p99();
    }

    private static boolean differs(RequestResult result) {
        return correction(result) >= NOTABLE;
    }

    private static double correction(RequestResult result) {
        Latency measured = result.latencyMicros();
        Latency corrected = result.correctedLatencyMicros();
        return measured == null || corrected == null ? 1 : ratio(corrected.p99(), measured.p99());
    }

    private static Optional<PhaseResult> ofKind(List<PhaseResult> phases, String kind) {
        return phases.stream().filter(p -> p.kind().equals(kind)).findFirst();
    }

    private static Latency latencyOf(PhaseResult phase) {
        Latency latency = phase.total().latencyMicros();
        if (latency == null) {
            throw new IllegalStateException(phase.name() + " has no latency");
        }
        return latency;
    }

    private static String name(String name) {
        return PlainText.shorten(PlainText.clean(name), NAME);
    }

    private static String stop(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
