package io.orchestress.analysis.regression;

import io.orchestress.record.Disturbance;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.Verdict;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The runs of a baseline that count. Left out are those with too few requests and those whose machine was not theirs; never one for its latency.
 *
 * @param runs at least one; where all of them were disturbed, all
 * @param leftOut a sentence for each run, and each phase, that does not count
 * @param tooFew why nothing can be compared for want of requests; empty when there is no want
 * @param candidateDisturbed what disturbed the candidate; empty when nothing did
 * @param baselineDisturbed what disturbed all the baseline; empty when a run of it was not disturbed
 */
record CountedRuns(
        List<RunBlocks> runs,
        List<String> leftOut,
        String tooFew,
        String candidateDisturbed,
        String baselineDisturbed) {
    CountedRuns {
        runs = List.copyOf(runs);
        leftOut = List.copyOf(leftOut);
    }

    static CountedRuns of(RunBlocks candidate, List<RunBlocks> baseline, RegressionLimits limits) {
        List<String> leftOut = new ArrayList<>();
        List<RunBlocks> enough = new ArrayList<>();
        for (RunBlocks run : baseline) {
            if (Math.round(run.ended()) < limits.minSamples()) {
                leftOut.add("Baseline run " + run.run().runId() + " is excluded: it has " + few(run, limits) + ".");
            } else {
                enough.add(run);
            }
        }
        List<RunBlocks> quiet = new ArrayList<>();
        List<String> disturbances = new ArrayList<>();
        for (RunBlocks run : enough) {
            String disturbance = disturbance(run);
            if (disturbance.isEmpty()) {
                quiet.add(run);
            } else {
                disturbances.add("run " + run.run().runId() + ": " + disturbance);
            }
        }
        if (!quiet.isEmpty()) {
            disturbances.forEach(text -> leftOut.add("Baseline " + text + "; it is excluded."));
        }
        String tooFew = "";
        if (Math.round(candidate.ended()) < limits.minSamples()) {
            tooFew = "this run has " + few(candidate, limits);
        } else if (enough.isEmpty()) {
            tooFew = "run " + baseline.get(0).run().runId() + " has " + few(baseline.get(0), limits);
        }
        tooShort(candidate, baseline, leftOut);
        return new CountedRuns(
                quiet.isEmpty() ? enough.isEmpty() ? baseline : enough : quiet,
                leftOut,
                tooFew,
                disturbance(candidate),
                quiet.isEmpty() && !enough.isEmpty()
                        ? "every run of the baseline was disturbed (" + disturbances.get(0) + ")"
                        : "");
    }

    /** What disturbed a run, told blind to its latency; empty when nothing is known to have. */
    private static String disturbance(RunBlocks run) {
        String others = run.disturbance().map(Disturbance::words).orElse("");
        if (!others.isEmpty()) {
            return others;
        }
        InjectorHealth injector = run.run().injector();
        return injector == null || injector.outcome() != Verdict.Outcome.FAIL
                ? ""
                : (injector.wasTakenAway() ? "its machine was disturbed" : "its load generator did not keep up")
                        + (injector.limits().isEmpty()
                                ? ""
                                : " (" + injector.limits().get(0) + ")");
    }

    private static String few(RunBlocks run, RegressionLimits limits) {
        if (run.phaseList().isEmpty() && !run.tooShort().isEmpty()) {
            return "only phases of constant load too short for two blocks of time";
        }
        return Format.count(Math.round(run.ended()), "request") + " in phases of constant load, at least "
                + Format.count(limits.minSamples()) + " needed";
    }

    private static void tooShort(RunBlocks candidate, List<RunBlocks> baseline, List<String> leftOut) {
        TreeSet<String> phases = new TreeSet<>(candidate.tooShort());
        baseline.forEach(run -> phases.addAll(run.tooShort()));
        phases.forEach(phase -> leftOut.add("Phase " + phase
                + " is excluded: it is too short for two blocks of time, so its uncertainty is unknown."));
    }
}
