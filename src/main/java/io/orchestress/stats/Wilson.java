package io.orchestress.stats;

/**
 * Wilson's score interval of a proportion at 95 %, without correction for continuity. With {@code p = k ÷ n} and
 * {@code z = 1.959964}: {@code (p + z² ÷ 2n ± z √(p (1 − p) ÷ n + z² ÷ 4n²)) ÷ (1 + z² ÷ n)}. Wilson, <i>Probable Inference, the
 * Law of Succession, and Statistical Inference</i>, JASA 22 (1927); method 3 in Newcombe, Statistics in Medicine 17 (1998).
 *
 * @param from, to 0 to 1
 */
public record Wilson(double from, double to) {
    private static final double Z = 1.959963984540054;

    /** @param n above 0; {@code k} of them */
    public static Wilson of(long k, long n) {
        double p = (double) k / n;
        double z2 = Z * Z;
        double centre = p + z2 / (2 * n);
        double margin = Z * Math.sqrt(p * (1 - p) / n + z2 / (4.0 * n * n));
        double scale = 1 + z2 / n;
        return new Wilson(
                k == 0 ? 0 : Math.max(0, (centre - margin) / scale),
                k == n ? 1 : Math.min(1, (centre + margin) / scale));
    }
}
