package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.AgentResult.ModelShare;
import io.orchestress.record.AgentResults;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.stats.Wilson;
import io.orchestress.text.Format;
import java.util.List;

/**
 * MODEL_SHARE: calls that a cheap model answered ÷ calls that any did, over the run, for sure (Wilson, 95 %) outside of the share that is wanted.
 *
 * @param cheapFrom least share of calls that cheap models should answer
 * @param cheapTo largest share
 * @param minSamples requests of one name in one phase, or tasks, below which it says nothing
 */
record ModelShareOff(double cheapFrom, double cheapTo, long minSamples) implements IssueRule {
    static final IssueType MODEL_SHARE = new IssueType(
            "MODEL_SHARE",
            "share of calls to the cheap models outside {prices.cheap-share-from %} to {prices.cheap-share-to %}, its 95 % interval, too",
            "low");

    static ModelShareOff read(Section root) {
        Section s = root.section("prices");
        double from = s.share("cheap-share-from");
        double to = s.share("cheap-share-to");
        if (from > to) {
            s.problem("cheap-share-from", "must not be above cheap-share-to");
        }
        return new ModelShareOff(from, to, Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(MODEL_SHARE);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        AgentResults agents = measured.run().agents();
        ModelShare share = agents == null ? null : agents.total().modelShare();
        if (share == null || share.calls() < minSamples) {
            return List.of();
        }
        Wilson interval = Wilson.of(share.cheapCalls(), share.calls());
        boolean low = interval.to() < cheapFrom;
        if (!low && interval.from() <= cheapTo) {
            return List.of();
        }
        return List.of(Diagnosis.of(
                        MODEL_SHARE,
                        Severity.LOW,
                        "Cheap models served "
                                + Format.beside(share.share(), "ratio", cheapFrom, cheapTo)
                                + " of calls ("
                                + Format.count(share.cheapCalls())
                                + " of " + Format.count(share.calls()) + ", 95 % interval "
                                + Format.percent(interval.from())
                                + " to "
                                + Format.percent(interval.to()) + "), expected "
                                + Format.limit(cheapFrom, "ratio")
                                + " to "
                                + Format.limit(cheapTo, "ratio") + ".",
                        measured.evidence(
                                List.of(),
                                MetricCatalogue.MODEL_SHARE.name(),
                                100 * share.share(),
                                100 * (low ? cheapFrom : cheapTo),
                                "%"))
                .when(low ? "low" : "high"));
    }
}
