package io.orchestress.report.console;

import io.orchestress.record.Capacity;
import io.orchestress.record.LoadStep;
import io.orchestress.text.Format;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A capacity as plain text: the sentence, then a line for each step, by load. */
public final class CapacityText {
    private CapacityText() {}

    public static void write(Capacity capacity, PrintWriter out) {
        out.println(capacity.sentence());
        out.println();
        out.printf(
                Locale.ROOT,
                "  %-12s %12s %10s %10s %10s %8s %8s  %s%n",
                "step",
                capacity.unit(),
                "done/s",
                "p95 ms",
                "p99 ms",
                "errors %",
                "good %",
                "so far");
        List<LoadStep> steps = capacity.steps().stream()
                .sorted(Comparator.comparingDouble(LoadStep::load))
                .toList();
        for (LoadStep step : steps) {
            out.printf(
                    Locale.ROOT,
                    "  %-12s %12s %10s %10s %10s %8s %8s  %s%s%n",
                    step.phase(),
                    Format.fixed(step.load(), 1),
                    Format.fixed(step.throughputPerSec(), 1),
                    figure(step.p95Millis(), 1),
                    figure(step.p99Millis(), 1),
                    Format.fixed(100 * step.errorRate(), 2),
                    figure(step.goodShare(), 100),
                    step.word(),
                    why(step));
        }
        if (capacity.knee() != null) {
            out.printf("%n  knee at %s %s%n", Format.number(capacity.knee()), capacity.unit());
        }
        for (Capacity.Break one : capacity.breakingPoints()) {
            out.printf(
                    "  %s breaks at %s %s: %s against %s%n",
                    one.cause(),
                    Format.number(one.load()),
                    capacity.unit(),
                    Format.beside(one.actual(), one.unit(), one.threshold()),
                    Format.limit(one.threshold(), one.unit()));
        }
    }

    private static String why(LoadStep step) {
        String why = step.voidBecause() == null ? String.join(", ", step.brokenBy()) : step.voidBecause();
        return why.isEmpty() ? "" : " " + why;
    }

    private static String figure(@Nullable Double value, double scale) {
        return value == null ? "–" : Format.fixed(scale * value, 1);
    }
}
