package io.orchestress.analysis;

import io.orchestress.record.LatencyCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws the percentile spectrum of a set of samples.
 *
 * <p>Levels are those of HdrHistogram's percentile iterator: from 0 on, each half of the distance that is left to 100 is cut into
 * the same number of steps, at level {@code p} steps of {@code 100 ÷ (t × 2^(⌊log₂(100 ÷ (100 − p))⌋ + 1))}. With {@code n}
 * samples there are about {@code t × (log₂ n + 1)} levels before the slowest sample; {@code t} is 5, or less so that at most 80
 * points come out. The last point is the first level above {@code 100 × (1 − 1 ÷ n)}, where the slowest sample lies.
 *
 * @see org.HdrHistogram.PercentileIterator
 */
final class SpectrumOf {
    private static final int MOST_POINTS = 80;
    private static final int MOST_STEPS_PER_HALF = 5;
    /** Beyond, a double does not tell the level of the slowest sample from 100. */
    private static final long MOST_SAMPLES_TOLD_APART = 1L << 36;

    private SpectrumOf() {}

    /** Points of {@code counts}, which must hold a sample. */
    static List<Spectrum.Point> points(LatencyCounts counts) {
        long samples = Math.min(counts.total(), MOST_SAMPLES_TOLD_APART);
        double slowest = 100 * (1 - 1.0 / samples);
        int halves = Long.SIZE - Long.numberOfLeadingZeros(samples);
        int stepsPerHalf = Math.max(1, Math.min(MOST_STEPS_PER_HALF, (MOST_POINTS - 2) / (halves + 1)));
        List<Spectrum.Point> points = new ArrayList<>();
        double level = 0;
        while (level <= slowest) {
            points.add(new Spectrum.Point(level, counts.atPercentile(level)));
            level += 100 / (stepsPerHalf * Math.pow(2, Math.floor(Math.log(100 / (100 - level)) / Math.log(2)) + 1));
        }
        points.add(new Spectrum.Point(level, counts.atPercentile(100)));
        return points;
    }
}
