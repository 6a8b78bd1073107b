package io.orchestress.report.html;

import io.orchestress.record.Estimate;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.Environment;
import io.orchestress.report.CapacityFacts;
import io.orchestress.report.PlanningAdvice;
import io.orchestress.report.RunFacts;
import io.orchestress.report.ScalabilityFacts;
import io.orchestress.report.StatusLine;
import io.orchestress.report.html.Page.Entry;
import io.orchestress.report.html.Page.Tile;
import io.orchestress.report.plot.Plot;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The texts and drawings of the page to print, not yet escaped. */
record CapacityPage(
        String title,
        List<Entry> tested,
        String level,
        String word,
        String recommendation,
        String sentence,
        List<Tile> tiles,
        @Nullable Plot capacity,
        @Nullable ScalabilityView scalability,
        List<String> caveats,
        List<Entry> measured) {

    /** Empty where neither capacity nor scalability is told. */
    static Optional<CapacityPage> of(RunFacts facts) {
        RunRecord run = facts.run();
        Optional<CapacityFacts> capacity = CapacityFacts.of(run);
        Optional<ScalabilityFacts> scalability = ScalabilityFacts.of(run);
        if (capacity.isEmpty() && scalability.isEmpty()) {
            return Optional.empty();
        }
        PlanningAdvice advice = new PlanningAdvice(facts, capacity, scalability);
        List<Tile> tiles = new ArrayList<>(capacity.map(CapacityView::tiles).orElse(List.of()));
        scalability.ifPresent(s -> peak(s, tiles));
        return Optional.of(new CapacityPage(
                (capacity.isPresent() ? "Capacity of " : "Scalability of ")
                        + PlainText.clean(run.target().url()),
                tested(facts, capacity),
                capacity.map(CapacityFacts::level).orElse("same"),
                capacity.map(CapacityFacts::outcome).orElse("SCALABILITY"),
                Page.unbroken(advice.recommendation()),
                Page.unbroken(capacity.map(CapacityFacts::sentence).orElse("")),
                tiles,
                capacity.filter(c -> !c.capacity().steps().isEmpty())
                        .map(c -> new CapacityChart(c).plot())
                        .orElse(null),
                scalability.map(ScalabilityView::of).orElse(null),
                advice.caveats().stream().map(Page::unbroken).toList(),
                measured(run, capacity)));
    }

    private static void peak(ScalabilityFacts facts, List<Tile> tiles) {
        if (facts.scalability().fit() != null && facts.scalability().fit().peakN() != null) {
            Estimate peak = facts.scalability().fit().peakN();
            tiles.add(new Tile(
                    "Peak of throughput",
                    Format.number(peak.value()),
                    facts.over(),
                    "95 % interval " + CapacityFacts.interval(peak, Format::number)));
        }
    }

    private static List<Entry> tested(RunFacts facts, Optional<CapacityFacts> capacity) {
        RunRecord run = facts.run();
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry(
                "Target",
                PlainText.clean(run.target().url()) + ", "
                        + PlainText.clean(run.target().protocol())
                        + (run.target().embedded() ? " (embedded)" : "")));
        entries.add(new Entry("Date", Format.instant(run.startedAt())));
        entries.add(new Entry(
                "Workload",
                PlainText.clean(run.workload()) + ", profile " + PlainText.clean(run.profile()) + ", "
                        + (facts.closedModel() ? "closed model" : "open model")));
        capacity.map(CapacityFacts::slo)
                .filter(slo -> !slo.isEmpty())
                .ifPresent(slo -> entries.add(new Entry("SLO", Page.unbroken(slo))));
        return entries;
    }

    private static List<Entry> measured(RunRecord run, Optional<CapacityFacts> capacity) {
        List<Entry> entries = new ArrayList<>();
        capacity.ifPresent(c -> entries.add(new Entry("Steps", Page.unbroken(c.stepsInWords() + c.driven()))));
        Environment e = run.environment();
        if (e.cpus() > 0) {
            entries.add(new Entry(
                    "Injector",
                    Page.unbroken(PlainText.clean(e.os() + ", " + e.arch()) + ", "
                            + Format.count(e.cpus(), "processor") + ", "
                            + Format.bytes(e.totalMemoryBytes()))));
        }
        entries.add(new Entry("Run", PlainText.clean(run.runId()) + ", " + StatusLine.word(run.status())));
        entries.add(new Entry("Tool", "Orchestress " + PlainText.clean(run.toolVersion())));
        return entries;
    }
}
