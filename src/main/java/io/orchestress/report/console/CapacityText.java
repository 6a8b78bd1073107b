package io.orchestress.report.console;

import io.orchestress.record.Capacity;
import io.orchestress.record.LoadStep;
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
                    "  %-12s %12.1f %10.1f %10s %10s %8.2f %8s  %s%s%n",
                    step.phase(),
                    step.load(),
                    step.throughputPerSec(),
                    figure(step.p95Millis(), 1),
                    figure(step.p99Millis(), 1),
                    100 * step.errorRate(),
                    figure(step.goodShare(), 100),
                    step.word(),
                    why(step));
        }
        if (capacity.knee() != null) {
            out.printf(Locale.ROOT, "%n  knee at %.1f %s%n", capacity.knee(), capacity.unit());
        }
        for (Capacity.Break one : capacity.breakingPoints()) {
            out.printf(
                    Locale.ROOT,
                    "  %s breaks at %.1f %s: %.1f %s against %.1f%n",
                    one.cause(),
                    one.load(),
                    capacity.unit(),
                    one.actual(),
                    one.unit(),
                    one.threshold());
        }
    }

    private static String why(LoadStep step) {
        String why = step.voidBecause() == null ? String.join(", ", step.brokenBy()) : step.voidBecause();
        return why.isEmpty() ? "" : " " + why;
    }

    private static String figure(@Nullable Double value, double scale) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.1f", scale * value);
    }
}
