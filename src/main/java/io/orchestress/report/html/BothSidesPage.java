package io.orchestress.report.html;

import io.orchestress.record.BothSides;
import io.orchestress.report.RunFacts;
import io.orchestress.report.SidesTables;
import io.orchestress.report.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts of the section on tasks joined with their provider calls, not yet escaped.
 *
 * @param doubt why no metric of a task is shown; empty: they are
 */
record BothSidesPage(
        String doubt, List<Fall> waterfalls, List<Charts.Key> legend, List<Table> tables, List<String> remarks) {

    /** A waterfall and the trace of its task; null: it is not known. */
    record Fall(Charts.Chart chart, TraceLinks.@Nullable Trace trace) {}

    static @Nullable BothSidesPage of(RunFacts facts, TraceLinks links) {
        BothSides sides = facts.run().bothSides();
        return sides == null
                ? null
                : new BothSidesPage(
                        sides.booking().doubt().map(Page::unbroken).orElse(""),
                        WaterfallCharts.of(facts, links),
                        WaterfallCharts.legend(),
                        SidesTables.of(facts),
                        SidesTables.remarks(sides.booking()).stream()
                                .map(Page::unbroken)
                                .toList());
    }
}
