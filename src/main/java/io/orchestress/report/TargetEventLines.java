package io.orchestress.report;

import io.orchestress.record.TargetEvent;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Row;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;

/** The events of the target under load: controls that were set, restarts, deaths. */
public final class TargetEventLines {
    private TargetEventLines() {}

    /** In order of time; empty: nothing was, and nothing did. */
    public static Table table(RunFacts facts) {
        return new Table(
                "Events of the target",
                List.of(
                        Column.number("at", "", "Since the load started"),
                        Column.text("phase"),
                        Column.text("what"),
                        Column.number("took", "", "Duration; of a restart, from the death to the first response"),
                        Column.text("problem")),
                rows(facts.run().target().events()));
    }

    /** Collections that went well are one row: there is one each minute. */
    private static List<Row> rows(List<TargetEvent> events) {
        List<TargetEvent> collections =
                events.stream().filter(TargetEventLines::isCollection).toList();
        List<Row> rows = new ArrayList<>();
        for (TargetEvent event : events) {
            if (!isCollection(event)) {
                rows.add(row(event));
            } else if (event == collections.get(0)) {
                rows.add(row(collections));
            }
        }
        return rows;
    }

    private static boolean isCollection(TargetEvent event) {
        return event.kind() == TargetEvent.Kind.COLLECTED && event.problem() == null;
    }

    private static Row row(List<TargetEvent> collections) {
        TargetEvent first = collections.get(0);
        TargetEvent last = collections.get(collections.size() - 1);
        long longest =
                collections.stream().mapToLong(TargetEvent::tookMillis).max().orElseThrow();
        String times = collections.size() == 1
                ? ""
                : " " + Format.count(collections.size()) + " times until " + Format.clock(last.atSeconds());
        return Row.of(
                Format.clock(first.atSeconds()),
                PlainText.clean(first.phase()),
                first.what() + times,
                (collections.size() == 1 ? "" : "up to ") + Format.latency(longest * 1e3),
                "");
    }

    private static Row row(TargetEvent event) {
        return Row.of(
                Format.clock(event.atSeconds()),
                PlainText.clean(event.phase()),
                PlainText.clean(event.what()),
                event.isTimed() ? Format.latency(event.tookMillis() * 1e3) : "",
                event.problem() == null ? "" : "FAILED: " + PlainText.clean(event.problem()));
    }
}
