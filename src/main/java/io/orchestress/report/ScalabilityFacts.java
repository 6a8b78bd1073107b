package io.orchestress.report;

import io.orchestress.record.Estimate;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Scalability;
import io.orchestress.record.Scalability.Answer;
import io.orchestress.record.Scalability.Fit;
import io.orchestress.record.Scalability.Point;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Row;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a target scales, in words and figures. */
public record ScalabilityFacts(Scalability scalability) {
    private static final String CONTENTION = UslCoefficient.SIGMA.inWords();
    private static final String CROSSTALK = UslCoefficient.KAPPA.inWords();

    /** Empty where fewer than two steps differ. */
    public static Optional<ScalabilityFacts> of(RunRecord run) {
        return Optional.ofNullable(run.planning())
                .flatMap(planning -> Optional.ofNullable(planning.scalability()))
                .map(ScalabilityFacts::new);
    }

    public String over() {
        return PlainText.clean(scalability.over());
    }

    /** The peak with its interval, or why there is none. */
    public String sentence() {
        Fit fit = scalability.fit();
        String refusal = scalability.refusal() == null ? "" : PlainText.clean(scalability.refusal());
        if (fit == null) {
            return "No scaling law was fitted" + (refusal.isEmpty() ? "." : ": " + stop(refusal));
        }
        Estimate peak = fit.peakN();
        Estimate most = fit.peakThroughput();
        if (peak == null || most == null) {
            return "Throughput over " + over() + " follows the Universal Scalability Law, but its peak is unknown"
                    + (refusal.isEmpty() ? "." : ": " + stop(refusal));
        }
        return "Throughput peaks at " + Format.number(peak.value()) + " " + over() + " (95 % interval "
                + CapacityFacts.interval(peak, Format::number) + ") with " + Format.rate(most.value()) + " ("
                + CapacityFacts.interval(most, Format::number) + "); beyond that throughput falls.";
    }

    /** Returns a sentence on what limits throughput, by the coefficients σ (contention) and κ (crosstalk). */
    public String meaning() {
        Fit fit = scalability.fit();
        if (fit == null) {
            return "";
        }
        boolean contention = fit.sigma().low() > 0;
        boolean crosstalk = fit.kappa().low() > 0;
        String shares = "about " + Format.percent(fit.sigma().value()) + " of the work cannot be done in parallel ("
                + CONTENTION + ")";
        if (contention && crosstalk) {
            return PlainText.capital(shares) + ", and coordination between the " + over()
                    + " costs time (" + CROSSTALK
                    + "): throughput peaks and then falls.";
        }
        if (contention) {
            return PlainText.capital(shares) + "; " + CROSSTALK
                    + " is not significant: throughput levels off within the measured range.";
        }
        if (crosstalk) {
            return "Coordination between the " + over() + " costs time (" + CROSSTALK + "); " + CONTENTION
                    + " is not significant.";
        }
        return "Neither " + CONTENTION + " nor " + CROSSTALK
                + " is significant: throughput grows in proportion within the measured range.";
    }

    /** A row a coefficient; without rows where there is no fit. */
    public Table coefficients() {
        List<Row> rows = new ArrayList<>();
        Fit fit = scalability.fit();
        if (fit != null) {
            rows.add(row(UslCoefficient.LAMBDA, fit.lambda()));
            rows.add(row(UslCoefficient.SIGMA, fit.sigma()));
            rows.add(row(UslCoefficient.KAPPA, fit.kappa()));
            rows.add(Row.of("R²", Format.fixed(fit.rSquared(), 4), "", "share of variance explained"));
            rows.add(Row.of(
                    "residuals",
                    Format.percent(fit.residualRatio()),
                    "",
                    "root mean square, of the fitted throughput"));
            if (fit.holdOutRatio() != null) {
                rows.add(Row.of(
                        "hold-out error",
                        Format.percent(fit.holdOutRatio()),
                        "",
                        "mean error of predicting the largest points from the smaller ones"));
            }
        }
        return new Table(
                "Universal Scalability Law: X(N) = λN ÷ (1 + σ(N − 1) + κN(N − 1))",
                List.of(
                        Column.text("metric"),
                        Column.number("value", "", ""),
                        Column.number("95 % interval", "", ""),
                        Column.text("what it is")),
                rows);
    }

    private static Row row(UslCoefficient coefficient, Estimate e) {
        return Row.of(
                coefficient.named(),
                Format.coefficient(e.value()),
                Format.coefficient(e.low()) + " to " + Format.coefficient(e.high()),
                coefficient.meaning());
    }

    /** A row a point, in ascending order. */
    public Table points() {
        List<Column> columns = new ArrayList<>();
        List<Function<Point, String>> cells = new ArrayList<>();
        columns.add(Column.text(over()));
        cells.add(p -> Format.number(p.n()));
        columns.add(Column.number("rate", "/s", "Successful requests"));
        cells.add(p -> Format.number(p.throughputPerSec()));
        columns.add(Column.number("efficiency", "%", "Rate for each, against the first point"));
        cells.add(p -> Format.fixed(100 * p.efficiency(), 0));
        optional(columns, cells, Column.number("mean", "ms", "Mean latency"), Point::meanMillis, Format::number);
        optional(
                columns,
                cells,
                Column.number("p95", "ms", "95th percentile of latency"),
                Point::p95Millis,
                Format::number);
        optional(columns, cells, Column.number("Little", "", StepTable.LITTLE), Point::littleRatio, StepTable::little);
        optional(
                columns,
                cells,
                Column.number("cost", "/1,000", "Cost of a thousand successful requests"),
                Point::costPerThousand,
                cost -> Format.money(cost, ""));
        return new Table(
                "Points by " + over(),
                columns,
                scalability.points().stream()
                        .map(p -> Row.of(cells.stream().map(c -> c.apply(p)).toArray(String[]::new)))
                        .toList());
    }

    private void optional(
            List<Column> columns,
            List<Function<Point, String>> cells,
            Column column,
            Function<Point, @Nullable Double> figure,
            Function<Double, String> text) {
        if (scalability.points().stream().map(figure).anyMatch(Objects::nonNull)) {
            columns.add(column);
            cells.add(p -> {
                Double value = figure.apply(p);
                return value == null ? MetricTable.NONE : text.apply(value);
            });
        }
    }

    /** A row a question; a refusal stands where the answer would. */
    public Table whatIf() {
        return new Table(
                "What if",
                List.of(
                        Column.text("question"),
                        Column.number("throughput", "/s", ""),
                        Column.number("95 % interval", "", ""),
                        Column.text("why not")),
                scalability.whatIf().stream().map(ScalabilityFacts::answer).toList());
    }

    private static Row answer(Answer answer) {
        Estimate e = answer.throughputPerSec();
        String refusal = answer.refusal() == null ? "" : PlainText.clean(answer.refusal());
        return e == null
                ? Row.of(PlainText.clean(answer.question()), MetricTable.NONE, "", refusal)
                : Row.of(
                        PlainText.clean(answer.question()),
                        Format.number(e.value()),
                        CapacityFacts.interval(e, Format::number),
                        refusal);
    }

    /** Correlations and the biggest fall of efficiency, a sentence. */
    public String remarks() {
        List<String> parts = new ArrayList<>();
        Double pearson = scalability.pearson();
        if (pearson != null) {
            parts.add("throughput and " + over() + " correlate by " + Format.fixed(pearson, 2)
                    + (pearson > 0.8 ? " (close to a line)" : ""));
        }
        if (scalability.cpuCorrelation() != null) {
            parts.add("throughput and the target's CPU by " + Format.fixed(scalability.cpuCorrelation(), 2));
        }
        parts.add(
                scalability.biggestDrop() > 0
                        ? "efficiency falls by " + Format.percent(scalability.biggestDrop())
                                + " at most from one point to the next"
                        : "efficiency never falls");
        return PlainText.capital(String.join("; ", parts)) + ".";
    }

    private static String stop(String sentence) {
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
