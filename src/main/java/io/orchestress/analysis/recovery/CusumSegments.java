package io.orchestress.analysis.recovery;

import java.util.ArrayList;
import java.util.List;

/**
 * Stretches in which a sum of scores rises whose scores fall in the mean: Page's cumulative sum (<i>Continuous inspection schemes</i>, Biometrika
 * 41, 1954), begun anew at 0 wherever it would fall below.
 *
 * <p>With logarithms of likelihood ratios as scores, the exponential of a running sum has the mean 1 while nothing is the matter, so a sum
 * that starts at a given second ever exceeds {@code h} with a probability of at most {@code e^−h} (Ville 1939), and that from any of {@code n}
 * seconds with at most {@code n e^−h}. A stretch ends at the peak of its sum, the likeliest moment of change, once the sum has fallen by {@code drop}
 * below it.
 */
final class CusumSegments {
    private CusumSegments() {}

    /** @param from, to indexes, the second not included */
    record Segment(int from, int to, double score) {}

    /** Those whose peak is above {@code threshold}, in order. */
    static List<Segment> above(double threshold, double drop, double[] scores) {
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        while (from < scores.length) {
            Segment segment = first(from, drop, scores);
            if (segment.score() > threshold) {
                segments.add(segment);
            }
            from = segment.to();
        }
        return segments;
    }

    /** The first that begins at {@code begin} or later; of no score when nothing rises any more. */
    private static Segment first(int begin, double drop, double[] scores) {
        int from = begin;
        int peak = begin;
        double sum = 0;
        double most = 0;
        for (int i = begin; i < scores.length; i++) {
            sum += scores[i];
            if (sum > most) {
                most = sum;
                peak = i + 1;
            } else if (most > 0 && (sum <= 0 || sum < most - drop)) {
                return new Segment(from, peak, most);
            } else if (sum <= 0) {
                sum = 0;
                from = i + 1;
            }
        }
        return most > 0 ? new Segment(from, peak, most) : new Segment(from, scores.length, 0);
    }
}
