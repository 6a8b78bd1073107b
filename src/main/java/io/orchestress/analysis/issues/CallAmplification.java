package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.BothSides.TaskWork;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import java.util.List;

/**
 * CALL_AMPLIFICATION: model calls at the backend ÷ model calls that the script asks for, above its limit.
 *
 * @param amplification above which it speaks; 1: each turn is asked for once
 * @param minSamples tasks below which it says nothing
 */
record CallAmplification(double amplification, long minSamples) implements IssueRule {
    static final IssueType CALL_AMPLIFICATION = new IssueType(
            "CALL_AMPLIFICATION",
            "`amplification` above {issues.amplification}: model calls ÷ those that the script asks for",
            "medium; high from 2");

    /** Most of the additional calls follow failed ones. */
    static final String RETRIES = "retries";

    static final String REPEATS = "repeats";

    private static final double TWICE = 2;

    static CallAmplification read(Section root) {
        return new CallAmplification(root.section("issues").number("amplification", 1, 1000), Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(CALL_AMPLIFICATION);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        return SidesBreach.find(
                        measured,
                        work -> work.tasks() >= minSamples && times(work) > amplification,
                        CallAmplification::times)
                .map(this::diagnosis)
                .stream()
                .toList();
    }

    private static double times(TaskWork work) {
        return work.amplification().orElse(0.0);
    }

    private Diagnosis diagnosis(SidesBreach breach) {
        TaskWork work = breach.worst();
        double actual = times(work);
        double anyway = (double) (work.modelCalls() - work.impatient()) / work.scriptedCalls();
        Diagnosis found = Diagnosis.of(
                        CALL_AMPLIFICATION,
                        actual >= TWICE ? Severity.HIGH : Severity.MEDIUM,
                        "Amplification " + Format.beside(actual, "", amplification) + ", limit "
                                + Format.limit(amplification, "") + ", " + breach.where() + ": "
                                + Format.count(work.modelCalls(), "model call") + " for "
                                + Format.count(work.scriptedCalls()) + " that the script asks for, "
                                + Format.count(work.retries()) + " of them retries of failed calls and "
                                + Format.count(work.repeats()) + " repetitions of a turn.",
                        breach.evidence(MetricCatalogue.AMPLIFICATION.name(), actual, amplification, ""))
                .when(work.retries() >= work.repeats() ? RETRIES : REPEATS)
                .with("additional", Format.percent(actual - 1));
        return anyway > amplification ? found : FullMachine.behind(breach.measured(), found);
    }
}
