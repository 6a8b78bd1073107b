package io.orchestress.analysis.capacity;

import io.orchestress.record.Estimate;
import io.orchestress.record.Scalability;
import io.orchestress.stats.usl.ConfidenceInterval;
import io.orchestress.stats.usl.Fit;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The law fitted to points, and what may be said of it.
 *
 * @param law absent where there is no fit
 * @param refusal why there is no fit, or no peak in it
 */
record UslResult(
        @Nullable Fit law,
        Scalability.@Nullable Fit fit,
        @Nullable String refusal) {
    private static final int CURVE_POINTS = 16;

    static UslResult refused(String reason) {
        return new UslResult(null, null, reason);
    }

    static UslResult of(String over, Fit law) {
        ConfidenceInterval lambda = law.lambda();
        ConfidenceInterval sigma = law.sigma();
        ConfidenceInterval kappa = law.kappa();
        if (!lambda.isBounded() || !kappa.isBounded()) {
            return refused(
                    "no fit: the points do not bound " + (lambda.isBounded() ? "κ" : "λ") + "; measure with fewer "
                            + over + " than " + Format.number(law.points().smallestN()));
        }
        Peak peak = Peak.of(over, law, kappa);
        @Nullable
        Double holdOut = law.holdOutRatio().stream().boxed().findFirst().orElse(null);
        return new UslResult(
                law,
                new Scalability.Fit(
                        estimate(lambda),
                        estimate(sigma),
                        estimate(kappa),
                        law.residualRatio(),
                        law.rSquared(),
                        holdOut,
                        peak.n(),
                        peak.throughputPerSec(),
                        curve(law)),
                peak.refusal());
    }

    List<Scalability.Answer> answers(String over, List<Double> whatIf) {
        return whatIf.stream()
                .map(n -> Optional.ofNullable(law)
                        .map(fit -> WhatIf.answer(over, fit, n))
                        .orElseGet(() -> new Scalability.Answer(WhatIf.question(over, n), null, refusal)))
                .toList();
    }

    static Estimate estimate(ConfidenceInterval interval) {
        return new Estimate(interval.value(), interval.low(), interval.high());
    }

    /** From the smallest {@code n} to where the law may be asked, each by as much further as the one before. */
    private static List<Scalability.CurvePoint> curve(Fit law) {
        double from = law.points().smallestN();
        double to = WhatIf.furthest(law);
        List<Scalability.CurvePoint> curve = new ArrayList<>();
        for (int i = 0; i <= CURVE_POINTS; i++) {
            double n = from * Math.pow(to / from, (double) i / CURVE_POINTS);
            ConfidenceInterval band = law.throughputAt(n);
            if (band.isBounded()) {
                curve.add(new Scalability.CurvePoint(n, band.value(), band.low(), band.high()));
            }
        }
        return curve;
    }
}
