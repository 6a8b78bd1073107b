package io.orchestress.report;

import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Row;
import io.orchestress.run.TargetEvent;
import java.util.List;

/** What was done to the target under load, and what happened to it. */
public final class TargetEvents {
    private TargetEvents() {}

    /** In order of time; empty: nothing was, and nothing did. */
    public static Table table(RunFacts facts) {
        return new Table(
                "What was done to the target, and what happened to it",
                List.of(
                        Column.number("at", "", "Since the load started"),
                        Column.text("phase"),
                        Column.text("what"),
                        Column.number(
                                "took", "", "Until it was done; of a restart, from the death to the first answer"),
                        Column.text("problem")),
                facts.run().target().events().stream().map(TargetEvents::row).toList());
    }

    private static Row row(TargetEvent event) {
        return Row.of(
                Quantities.clock(event.atSeconds()),
                PlainText.clean(event.phase()),
                PlainText.clean(event.what()),
                event.isTimed() ? Quantities.latency(event.tookMillis() * 1e3) : "",
                event.problem() == null ? "" : "FAILED: " + PlainText.clean(event.problem()));
    }
}
