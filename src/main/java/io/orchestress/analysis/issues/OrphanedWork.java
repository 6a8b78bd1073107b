package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.Orphans;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import java.time.Duration;
import java.util.List;

/**
 * ORPHANED_WORK: work of the target for users who had left. Speaks of one task, too.
 *
 * @param limitMillis from the leaving to the end of the last call, above which it speaks
 */
record OrphanedWork(double limitMillis) implements IssueRule {
    static final IssueType ORPHANED_WORK = new IssueType(
            "ORPHANED_WORK",
            "a provider call of a task ends more than {issues.orphan-time} after its user left, or a tool has an effect then",
            "high above it at p95 or with such an effect, else medium");

    static OrphanedWork read(Section root) {
        return new OrphanedWork(root.section("issues")
                .duration("orphan-time", Duration.ofMillis(1))
                .toMillis());
    }

    @Override
    public List<IssueType> types() {
        return List.of(ORPHANED_WORK);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        Orphans orphans = measured.run().orphans();
        if (orphans == null || orphans.maxMillis() == null || orphans.p95Millis() == null) {
            return List.of();
        }
        double max = orphans.maxMillis();
        // On a full machine the leaving itself may have taken as long, and one task proves nothing.
        boolean full = measured.strain().ofBackend();
        boolean high = full
                ? orphans.p95Millis() - orphans.wayMillis() > limitMillis || orphans.lateWritesBeyond() > 0
                : orphans.p95Millis() > limitMillis || orphans.lateWrites() > 0;
        if (!high && (full || max <= limitMillis)) {
            return List.of();
        }
        String writes = orphans.lateWrites() == 0
                ? ""
                : "; " + Format.count(orphans.lateWrites(), "tool call")
                        + " with an effect began more than 1 s after it";
        return List.of(Diagnosis.of(
                ORPHANED_WORK,
                high ? Severity.HIGH : Severity.MEDIUM,
                "Orphan time p95 " + Format.of(orphans.p95Millis(), "ms") + ", longest "
                        + Format.beside(max, "ms", limitMillis)
                        + ", limit " + Format.limit(limitMillis, "ms") + ", of "
                        + Format.count(orphans.measured(), "task") + " that users left: "
                        + Format.count(orphans.callsBegun(), "provider call") + " began after the leaving, "
                        + Format.count(orphans.tokensAfter(), "token") + " for nobody" + writes + ". Longest: task "
                        + orphans.worst() + "."
                        + (full
                                ? " On this full machine a leaving took up to "
                                        + Format.of(orphans.longestWayMillis(), "ms") + " to get through."
                                : ""),
                measured.evidence(List.of(), MetricCatalogue.LONGEST_ORPHAN_TIME.name(), max, limitMillis, "ms")));
    }
}
