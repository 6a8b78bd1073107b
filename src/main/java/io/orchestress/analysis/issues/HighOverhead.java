package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.BothSides.TaskWork;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.metric.Distribution;
import io.orchestress.text.Format;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * HIGH_OVERHEAD: own time of tasks, in which no provider call was under way, above its limit, and a share of the tasks' time that matters.
 *
 * @param ownTimeMillis p95 above which it speaks
 * @param ownShare of the time of tasks, 0 to 1, below which it says nothing: another part is longer
 * @param minSamples tasks below which it says nothing
 */
record HighOverhead(double ownTimeMillis, double ownShare, long minSamples) implements IssueRule {
    static final IssueType HIGH_OVERHEAD = new IssueType(
            "HIGH_OVERHEAD",
            "p95 of `own-time` above {issues.own-time}, and own time at least {issues.own-share %} of the time of tasks",
            "medium; high at half of the time of tasks");

    private static final double HALF = 0.5;
    private static final double MICROS_PER_MILLI = 1e3;

    static HighOverhead read(Section root) {
        Section s = root.section("issues");
        return new HighOverhead(
                s.duration("own-time", Duration.ofMillis(1)).toMillis(), s.share("own-share"), Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(HIGH_OVERHEAD);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        return SidesBreach.find(
                        measured,
                        work -> work.timed() >= minSamples
                                && millis(work) > ownTimeMillis
                                && work.ownShare() >= ownShare,
                        HighOverhead::millis)
                .map(this::diagnosis)
                .stream()
                .toList();
    }

    private static double millis(TaskWork work) {
        Latency own = work.ownMicros();
        return own == null ? 0 : own.p95() / MICROS_PER_MILLI;
    }

    private Diagnosis diagnosis(SidesBreach breach) {
        TaskWork work = breach.worst();
        Latency own = Objects.requireNonNull(work.ownMicros());
        Latency first = Objects.requireNonNull(work.firstCallMicros());
        Latency last = Objects.requireNonNull(work.lastCallMicros());
        double actual = millis(work);
        return Diagnosis.of(
                        HIGH_OVERHEAD,
                        work.ownShare() >= HALF ? Severity.HIGH : Severity.MEDIUM,
                        "Own time p95 " + Format.beside(actual, "ms", ownTimeMillis) + ", limit "
                                + Format.limit(ownTimeMillis, "ms") + ", " + breach.where() + ": "
                                + Format.percent(work.ownShare())
                                + " of the time of tasks passed without a provider call under way (median "
                                + Format.of(own.p50() / MICROS_PER_MILLI, "ms") + ", before the first call "
                                + Format.of(first.p50() / MICROS_PER_MILLI, "ms") + ", after the last "
                                + Format.of(last.p50() / MICROS_PER_MILLI, "ms") + ").",
                        breach.evidence(Distribution.OWN_TIME.metric("p95"), actual, ownTimeMillis, "ms"))
                .with("share", Format.percent(work.ownShare()));
    }
}
