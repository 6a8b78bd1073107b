package io.orchestress.report.html;

import io.orchestress.record.Recovery;
import io.orchestress.record.Recovery.Criterion;
import io.orchestress.report.MetricTable;
import io.orchestress.report.RunFacts;
import io.orchestress.report.Table;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Row;
import io.orchestress.report.html.CapacityView.JudgedTable;
import io.orchestress.report.plot.Plot;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One recovery, not yet escaped. */
record RecoveryView(
        String title,
        String word,
        String level,
        String sentence,
        @Nullable Plot plot,
        JudgedTable criteria) {

    static RecoveryView of(Recovery recovery, RunFacts facts) {
        String what = PlainText.clean(recovery.what());
        return new RecoveryView(
                "After " + PlainText.clean(recovery.after()) + (what.isEmpty() ? "" : ": " + what),
                word(recovery.outcome()),
                level(recovery.outcome()),
                Page.unbroken(sentence(recovery)),
                facts.findings().timeline().bins().isEmpty() ? null : new RecoveryChart(recovery, facts).plot(),
                new JudgedTable(
                        criteria(recovery),
                        recovery.criteria().stream()
                                .map(c -> level(c.outcome()))
                                .toList()));
    }

    static String sentence(Recovery r) {
        String released = "released at " + Format.clock(r.releasedAtSeconds()) + ", observed for "
                + Format.duration(r.observedSeconds()) + " in " + PlainText.clean(r.phase());
        String result = switch (r.outcome()) {
            case RECOVERED ->
                r.seconds() == null ? "Recovered" : "Back to normal after " + Format.duration(r.seconds());
            case NOT_RECOVERED -> "Not back to normal within the observation";
            case UNDISTURBED -> "No metric left its normal range";
            case INCONCLUSIVE -> "Inconclusive";
        };
        return result
                + (r.note().isEmpty() ? "" : ": " + PlainText.clean(r.note()))
                + "; " + released
                + (r.reference().isEmpty() ? "" : "; reference phase " + PlainText.clean(r.reference()))
                + ".";
    }

    private static Table criteria(Recovery r) {
        return new Table(
                "Recovery criteria",
                List.of(
                        Column.text("criterion"),
                        Column.text("outcome"),
                        Column.number("normal", "", "In the reference phase"),
                        Column.number("limit", "", "Limit of the normal range"),
                        Column.number("worst", "", "After the release"),
                        Column.number("back after", "", "From the release until it stayed within the limit")),
                r.criteria().stream().map(RecoveryView::row).toList());
    }

    private static Row row(Criterion c) {
        return Row.of(
                PlainText.clean(c.metric()),
                word(c.outcome()),
                Format.of(c.reference(), c.unit()),
                Format.of(c.limit(), c.unit()),
                Format.of(c.worst(), c.unit()),
                c.seconds() == null ? MetricTable.NONE : Format.duration(c.seconds()));
    }

    private static String word(Recovery.Outcome outcome) {
        return outcome.name().replace('_', ' ').toUpperCase(Locale.ROOT);
    }

    private static String level(Recovery.Outcome outcome) {
        return switch (outcome) {
            case RECOVERED -> "pass";
            case NOT_RECOVERED -> "fail";
            case UNDISTURBED -> "same";
            case INCONCLUSIVE -> "inconclusive";
        };
    }
}
