package io.orchestress.testkit;

import io.orchestress.analysis.Spectrum;
import io.orchestress.record.RequestResult.Latency;
import java.util.ArrayList;
import java.util.List;

/** A percentile spectrum through the figures of a result. */
final class SyntheticSpectrum {
    private SyntheticSpectrum() {}

    static Spectrum of(String name, boolean corrected, Latency latency) {
        List<Spectrum.Point> points = new ArrayList<>();
        for (double nines = 0; nines <= 4.5; nines += 0.1) {
            double percentile = 100 * (1 - Math.pow(10, -nines));
            points.add(new Spectrum.Point(percentile, Math.round(at(latency, percentile))));
        }
        return new Spectrum(name, corrected, points);
    }

    private static double at(Latency l, double percentile) {
        double[] p = {0, 50, 75, 90, 95, 99, 99.9, 99.999};
        double[] v = {l.min(), l.p50(), l.p75(), l.p90(), l.p95(), l.p99(), l.p999(), l.max()};
        for (int i = 1; i < p.length; i++) {
            if (percentile <= p[i]) {
                double a = -Math.log10(1 - p[i - 1] / 100);
                double b = -Math.log10(1 - p[i] / 100);
                double x = (-Math.log10(1 - percentile / 100) - a) / (b - a);
                return v[i - 1] + (v[i] - v[i - 1]) * x;
            }
        }
        return l.max();
    }
}
