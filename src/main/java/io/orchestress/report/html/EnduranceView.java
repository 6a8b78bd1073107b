package io.orchestress.report.html;

import io.orchestress.record.DriftResult;
import io.orchestress.record.DriftResult.Outcome;
import io.orchestress.record.Estimate;
import io.orchestress.report.RunFacts;
import io.orchestress.report.html.Page.Entry;
import io.orchestress.report.plot.Plot;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The section on endurance, not yet escaped.
 *
 * @param told what calls for a look, worst first
 * @param folded what grew and fell again, and what did not grow
 */
record EnduranceView(String summary, List<Drift> told, List<Drift> folded, String foldedText) {

    /** One figure. */
    record Drift(
            String name,
            String word,
            String level,
            String reason,
            List<Entry> figures,
            @Nullable Plot plot) {}

    static EnduranceView of(List<DriftResult> drifts, RunFacts facts) {
        List<DriftResult> sorted = drifts.stream()
                .sorted(Comparator.comparingInt((DriftResult d) -> rank(d.outcome())))
                .toList();
        List<Drift> told = new ArrayList<>();
        List<Drift> folded = new ArrayList<>();
        for (DriftResult drift : sorted) {
            (rank(drift.outcome()) <= rank(Outcome.INCONCLUSIVE) ? told : folded).add(drift(drift, facts));
        }
        return new EnduranceView(
                summary(sorted), told, folded, Format.count(folded.size(), "metric") + " without lasting growth");
    }

    private static int rank(Outcome outcome) {
        return switch (outcome) {
            case LEAK -> 0;
            case GROWS -> 1;
            case GROWS_LATE -> 2;
            case INCONCLUSIVE -> 3;
            case RETURNED -> 4;
            case STABLE -> 5;
        };
    }

    private static String summary(List<DriftResult> drifts) {
        List<String> parts = new ArrayList<>();
        List<Outcome> worstFirst = Arrays.stream(Outcome.values())
                .sorted(Comparator.comparingInt(EnduranceView::rank))
                .toList();
        for (Outcome outcome : worstFirst) {
            long n = drifts.stream().filter(d -> d.outcome() == outcome).count();
            if (n > 0) {
                parts.add(n + " " + meaning(outcome, n));
            }
        }
        double watched =
                drifts.stream().mapToDouble(DriftResult::watchedSeconds).max().orElse(0);
        return "Over up to " + Format.duration(watched) + " of constant load, of "
                + Format.count(drifts.size(), "metric") + ": " + String.join(", ", parts) + ".";
    }

    private static String meaning(Outcome outcome, long n) {
        return switch (outcome) {
            case LEAK -> n == 1 ? "leaks" : "leak";
            case GROWS -> n == 1 ? "grows" : "grow";
            case GROWS_LATE -> "grew late";
            case INCONCLUSIVE -> "inconclusive";
            case RETURNED -> "returned without load";
            case STABLE -> "no growth detected";
        };
    }

    private static Drift drift(DriftResult d, RunFacts facts) {
        List<Entry> figures = new ArrayList<>();
        figures.add(new Entry("per hour", Page.unbroken(perHour(d.perHour(), d.unit()))));
        if (d.latePerHour() != null) {
            figures.add(new Entry("at the end, per hour", Page.unbroken(perHour(d.latePerHour(), d.unit()))));
        }
        if (d.perThousandRequests() != null) {
            figures.add(new Entry(
                    "per 1,000 requests",
                    Page.unbroken(Format.signed(d.perThousandRequests().value(), d.unit()))));
        }
        figures.add(new Entry(
                "from, to", Page.unbroken(Format.of(d.start(), d.unit()) + " → " + Format.of(d.end(), d.unit()))));
        if (d.cooldown() != null) {
            figures.add(new Entry("without load", Page.unbroken(Format.of(d.cooldown(), d.unit()))));
        }
        if (d.limit() != null) {
            figures.add(new Entry("limit", Page.unbroken(Format.limit(d.limit(), d.unit()))));
        }
        if (d.exhaustedAfterHours() != null) {
            figures.add(new Entry("exhausted after", Page.unbroken(Format.duration(d.exhaustedAfterHours() * 3600))));
        }
        if (d.periodSeconds() != null) {
            figures.add(new Entry("period removed", Page.unbroken(Format.duration(d.periodSeconds()))));
        }
        return new Drift(
                name(d),
                d.outcome().name(),
                level(d.outcome()),
                Page.unbroken(PlainText.clean(d.reason())),
                figures,
                new DriftChart(d, facts).plot());
    }

    static String name(DriftResult d) {
        String subject = d.subject().equals("*") ? "all requests" : PlainText.clean(d.subject());
        return subject + " · " + PlainText.clean(d.metric());
    }

    private static String perHour(Estimate estimate, String unit) {
        return perHour(estimate.value(), unit) + " (" + perHour(estimate.low(), unit) + " to "
                + perHour(estimate.high(), unit) + ")";
    }

    private static String perHour(double value, String unit) {
        return Format.signed(value, unit) + "/h";
    }

    private static String level(Outcome outcome) {
        return switch (outcome) {
            case LEAK -> "fail";
            case GROWS, GROWS_LATE -> "warn";
            case RETURNED -> "same";
            case STABLE -> "pass";
            case INCONCLUSIVE -> "inconclusive";
        };
    }
}
