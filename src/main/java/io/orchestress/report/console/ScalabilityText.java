package io.orchestress.report.console;

import io.orchestress.record.Estimate;
import io.orchestress.record.Scalability;
import io.orchestress.record.Scalability.Answer;
import io.orchestress.record.Scalability.Fit;
import io.orchestress.record.Scalability.Point;
import io.orchestress.report.UslCoefficient;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How throughput grows: the coefficients, the points beside the curve, answers, and a sentence. */
public final class ScalabilityText {
    private static final int PLOT = 40;

    private ScalabilityText() {}

    public static void write(Scalability scalability, PrintWriter out) {
        String over = PlainText.clean(scalability.over());
        Fit fit = scalability.fit();
        if (fit != null) {
            out.println("X(N) = λN ÷ (1 + σ(N − 1) + κN(N − 1)), N: " + over + "; 95 % intervals");
            out.println(coefficient(UslCoefficient.LAMBDA, fit.lambda()));
            out.println(coefficient(UslCoefficient.SIGMA, fit.sigma()));
            out.println(coefficient(UslCoefficient.KAPPA, fit.kappa()));
            if (fit.peakN() != null && fit.peakThroughput() != null) {
                out.println("  peak at " + range(fit.peakN()) + " " + over + ": " + range(fit.peakThroughput())
                        + " per second");
            }
            out.println("  R² " + Format.fixed(fit.rSquared(), 4) + ", residuals "
                    + Format.percent(fit.residualRatio()) + " (root mean square), hold-out error "
                    + (fit.holdOutRatio() == null
                            ? "unknown: too few points below the largest"
                            : Format.percent(fit.holdOutRatio())
                                    + " (largest points, each predicted from those below it)"));
        }
        if (scalability.refusal() != null) {
            out.println("  " + PlainText.clean(scalability.refusal()));
        }
        out.println();
        table(scalability).forEach(out::println);
        if (scalability.pearson() != null) {
            out.println();
            out.println("Correlation of " + over + " and throughput " + Format.fixed(scalability.pearson(), 2)
                    + (scalability.pearson() > Scalabilities.LINEAR
                            ? " (above 0.8, which counts as linear)"
                            : " (up to 0.8, which does not count as linear)")
                    + "; efficiency falls by at most " + Format.percent(scalability.biggestDrop())
                    + " of the first from one to the next.");
        }
        Scalabilities.notes(scalability).forEach(out::println);
        for (Answer answer : scalability.whatIf()) {
            out.println("What if " + PlainText.clean(answer.question()) + ": "
                    + (answer.throughputPerSec() == null
                            ? "no prediction: " + PlainText.clean(String.valueOf(answer.refusal()))
                            : range(answer.throughputPerSec()) + " per second"));
        }
        out.println();
        out.println(Scalabilities.sentence(scalability));
        out.flush();
    }

    private static List<String> table(Scalability scalability) {
        boolean latency = scalability.points().stream().anyMatch(point -> point.meanMillis() != null);
        boolean little = scalability.points().stream().anyMatch(point -> point.littleRatio() != null);
        double most = scalability.points().stream()
                .mapToDouble(Point::throughputPerSec)
                .max()
                .orElse(1);
        List<List<String>> rows = new ArrayList<>();
        rows.add(headings(latency, little));
        for (Point point : scalability.points()) {
            double fitted = Scalabilities.fitted(scalability, point.n());
            List<String> row = new ArrayList<>(List.of(
                    Format.number(point.n()),
                    Format.number(point.throughputPerSec()),
                    Format.number(fitted),
                    Double.isNaN(fitted) ? "–" : Format.change(point.throughputPerSec() / fitted - 1),
                    Format.percent(point.efficiency())));
            if (latency) {
                row.add(point.meanMillis() == null ? "–" : Format.latency(1000 * point.meanMillis()));
            }
            if (little) {
                row.add(point.littleRatio() == null ? "–" : Format.fixed(point.littleRatio(), 2));
            }
            row.add(plot(point.throughputPerSec(), fitted, most));
            rows.add(row);
        }
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(i ->
                        rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 0; i < columns; i++) {
                        String cell = row.get(i);
                        String pad = " ".repeat(widths[i] - cell.length());
                        line.append(i == columns - 1 ? "  " + cell : (i == 0 ? "" : "  ") + pad + cell);
                    }
                    return line.toString().stripTrailing();
                })
                .toList();
    }

    private static List<String> headings(boolean latency, boolean little) {
        List<String> headings = new ArrayList<>(List.of("N", "measured/s", "fit/s", "residual", "efficiency"));
        if (latency) {
            headings.add("latency");
        }
        if (little) {
            headings.add("N/XR");
        }
        headings.add("= measured, | fit");
        return headings;
    }

    private static String plot(double measured, double fitted, double most) {
        StringBuilder line = new StringBuilder(" ".repeat(PLOT + 8));
        int bar = (int) Math.round(PLOT * measured / most);
        for (int i = 0; i < bar; i++) {
            line.setCharAt(i, '=');
        }
        if (!Double.isNaN(fitted)) {
            line.setCharAt((int) Math.min(line.length() - 1, Math.max(0, Math.round(PLOT * fitted / most) - 1)), '|');
        }
        return line.toString();
    }

    private static String coefficient(UslCoefficient coefficient, Estimate value) {
        String term = coefficient.term();
        return "  " + coefficient.symbol() + "  " + estimate(value) + ": " + (term.isEmpty() ? "" : term + ", ")
                + coefficient.meaning();
    }

    private static String estimate(Estimate estimate) {
        return Format.coefficient(estimate.value()) + " (" + Format.coefficient(estimate.low()) + " to "
                + Format.coefficient(estimate.high()) + ")";
    }

    private static String range(Estimate estimate) {
        return Format.number(estimate.value()) + " (" + Format.number(estimate.low()) + " to "
                + Format.number(estimate.high()) + ")";
    }
}
