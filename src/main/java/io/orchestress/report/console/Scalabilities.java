package io.orchestress.report.console;

import io.orchestress.analysis.capacity.LittlesLaw;
import io.orchestress.record.Estimate;
import io.orchestress.record.Scalability;
import io.orchestress.record.Scalability.Fit;
import io.orchestress.record.Scalability.Point;
import io.orchestress.report.UslCoefficient;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;

/** Scalability in words, and its curve. */
public final class Scalabilities {
    /** Pearson's correlation above which growth is called nearly linear. */
    static final double LINEAR = 0.8;
    /** Lost share of proportional growth below which nothing is worth blaming. */
    private static final double NEARLY_ALL = 0.05;

    private static final String TOO_FEW = "throughput, latency and concurrency are not of the same requests";

    private Scalabilities() {}

    /** The curve at {@code n}; not a number where there is no fit. */
    public static double fitted(Scalability scalability, double n) {
        Fit fit = scalability.fit();
        return fit == null ? Double.NaN : fit.lambda().value() * n / (1 + contention(fit, n) + crosstalk(fit, n));
    }

    /** For a person who plans: how far it grew, why not more, and where it ends. */
    public static String sentence(Scalability scalability) {
        String over = PlainText.clean(scalability.over());
        List<Point> points = scalability.points();
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        double efficiency = points.stream()
                .filter(point -> point.n() == last.n())
                .mapToDouble(Point::efficiency)
                .average()
                .orElse(0);
        StringBuilder text = new StringBuilder("From " + number(first.n()) + " to " + number(last.n()) + " " + over
                + ", throughput went from " + number(first.throughputPerSec()) + "/s to "
                + number(last.throughputPerSec()) + "/s: " + Format.percent(efficiency)
                + " of proportional growth");
        Fit fit = scalability.fit();
        if (fit == null) {
            return text + ". No scaling law was fitted: "
                    + PlainText.clean(String.valueOf(scalability.refusal())).replace("no fit: ", "") + ".";
        }
        text.append(blame(fit, last.n(), efficiency)).append(". ");
        Estimate peak = fit.peakThroughput();
        Estimate peakN = fit.peakN();
        return peak == null || peakN == null
                ? text + "Its peak is unknown: "
                        + PlainText.clean(String.valueOf(scalability.refusal())).replace("no peak: ", "") + "."
                : text + "It peaks at " + number(peak.value()) + "/s (95 % interval " + number(peak.low()) + " to "
                        + number(peak.high()) + ") with " + number(peakN.value()) + " " + over + " ("
                        + number(peakN.low()) + " to " + number(peakN.high())
                        + "); beyond that throughput falls.";
    }

    /** A sentence for each point that contradicts Little's law. */
    public static List<String> notes(Scalability scalability) {
        List<String> notes = new ArrayList<>();
        for (Point point : scalability.points()) {
            Double ratio = point.littleRatio();
            if (ratio != null && LittlesLaw.isBrokenBy(ratio)) {
                notes.add("At " + number(point.n()) + " " + PlainText.clean(scalability.over())
                        + " Little's law does not hold: requests in flight are " + Format.fixed(ratio, 2)
                        + " times throughput × latency; " + (ratio > 1 ? tooMany(point, ratio) : TOO_FEW) + ".");
            }
        }
        return notes;
    }

    /** {@code N = X (R + Z)}: what is missing may be a time Z in which nothing was under way. */
    private static String tooMany(Point point, double ratio) {
        return (point.meanMillis() == null
                        ? "users paused between requests"
                        : "users paused " + Format.latency(1000 * point.meanMillis() * (ratio - 1))
                                + " between requests")
                + ", or requests piled up";
    }

    private static String blame(Fit fit, double n, double efficiency) {
        if (efficiency > 1 - NEARLY_ALL) {
            return "";
        }
        return contention(fit, n) >= crosstalk(fit, n)
                ? ", mostly lost to serialised work (" + UslCoefficient.SIGMA.term() + ")"
                : ", mostly lost to coordination (" + UslCoefficient.KAPPA.term() + ")";
    }

    private static double contention(Fit fit, double n) {
        return fit.sigma().value() * (n - 1);
    }

    private static double crosstalk(Fit fit, double n) {
        return fit.kappa().value() * n * (n - 1);
    }

    private static String number(double value) {
        return Format.number(value);
    }
}
