package io.orchestress.stats.changepoint;

import java.util.Arrays;

/**
 * Hampel's filter that pulls in: a value further than {@code 3 σ} from the median of the {@code 2 l − 1} values around it is
 * moved to that distance. At the ends the first and the last {@code 2 l − 1} are taken. A new level that lasts {@code l} values is
 * the median there and stays; fewer that stick out do not. {@code σ = median |x_(i+1) − x_i| ÷ (√2 × 0.6745)}: steps hardly touch it; but
 * not below half of {@code mean |x_(i+1) − x_i| ÷ (2 ÷ √π)}, or values of which most are equal would become a running median, which makes
 * levels of anything. Hampel, JASA 69 (1974); Davies and Gather, JASA 88 (1993).
 */
final class Outliers {
    private static final double FAR = 3;
    private static final double NORMAL_QUARTILE = 0.6744897501960817;

    private Outliers() {}

    /**
     * A copy.
     *
     * @param values at least {@code 2 × level − 1}
     * @param level {@code l} above
     */
    static double[] pulledIn(double[] values, int level) {
        int around = 2 * level - 1;
        double reach = FAR * sigma(values);
        double[] calm = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int from = Math.max(0, Math.min(i - level + 1, values.length - around));
            double middle = median(Arrays.copyOfRange(values, from, from + around));
            calm[i] = Math.max(middle - reach, Math.min(middle + reach, values[i]));
        }
        return calm;
    }

    private static double sigma(double[] values) {
        double[] steps = new double[values.length - 1];
        double mean = 0;
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.abs(values[i + 1] - values[i]);
            mean += steps[i] / steps.length;
        }
        return Math.max(median(steps) / (Math.sqrt(2) * NORMAL_QUARTILE), mean * Math.sqrt(Math.PI) / 4);
    }

    private static double median(double[] own) {
        Arrays.sort(own);
        int half = own.length / 2;
        return own.length % 2 == 1 ? own[half] : (own[half - 1] + own[half]) / 2;
    }
}
