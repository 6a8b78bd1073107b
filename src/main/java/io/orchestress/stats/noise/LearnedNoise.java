package io.orchestress.stats.noise;

/**
 * The noise of one value (a difference of a pair, or a run), estimated before the values at hand are looked at.
 *
 * <p>Of {@code H} earlier values that differ by noise alone: {@code s_H = 1.4826 · median |x − centre|}, which is worth
 * {@code 0.37 H} degrees of freedom ({@link #MAD_EFFICIENCY}); beside it stands an assumption that is worth 3 of them. Both together:
 * {@code d₀ = 3 + 0.37 H}, {@code s₀² = (3 a² + 0.37 H s_H²) ÷ d₀}. Nothing learned is then {@code s₀ = a}, and no number of equal
 * values makes a noise of zero.
 *
 * @param scale {@code s₀}, the standard deviation of a value, above 0
 * @param degreesOfFreedom {@code d₀}
 * @param values {@code H}
 */
public record LearnedNoise(double scale, double degreesOfFreedom, int values) {
    /** Asymptotic efficiency of the median absolute deviation at the normal law: Hampel, J. Am. Stat. Assoc. 69 (1974). */
    public static final double MAD_EFFICIENCY = 0.37;

    /** Degrees of freedom of the assumption. */
    public static final double ASSUMED_FREEDOM = 3;

    /** The standard deviation that is assumed of the logarithm of a time: 5 %. */
    public static final double ASSUMED_SCALE = 0.05;

    /** The values at hand count by no more than this multiple of {@code s₀²}: one disturbed pair must not silence the others. */
    private static final double MOST_OWN = 9;

    public LearnedNoise {
        if (!(scale > 0 && Double.isFinite(scale) && degreesOfFreedom >= ASSUMED_FREEDOM && values >= 0)) {
            throw new IllegalArgumentException(
                    "no noise: " + scale + ", " + degreesOfFreedom + " degrees of freedom of " + values + " values");
        }
    }

    /**
     * Of differences of pairs of equals, whose centre is known: 0.
     *
     * @param assumedScale {@code a}, above 0
     */
    public static LearnedNoise ofDifferences(double[] past, double assumedScale) {
        return of(past, 0, past.length, assumedScale);
    }

    /** Of values around a level that is learned with them, their median, which costs one of them. */
    public static LearnedNoise ofLevels(double[] past, double assumedScale) {
        return past.length < 2
                ? of(new double[0], 0, 0, assumedScale)
                : of(past, Robust.median(past), past.length - 1, assumedScale);
    }

    /**
     * The same where the assumption is worth more until enough is known: {@code max(3, least − 0.37 (H − 1))} degrees of freedom, so that there
     * are {@code least} of them in all from the first value on.
     */
    public static LearnedNoise ofLevels(double[] past, double assumedScale, double least) {
        double[] values = past.length < 2 ? new double[0] : past;
        int worth = Math.max(0, values.length - 1);
        return of(
                values,
                values.length == 0 ? 0 : Robust.median(values),
                worth,
                assumedScale,
                Math.max(ASSUMED_FREEDOM, least - MAD_EFFICIENCY * worth));
    }

    private static LearnedNoise of(double[] past, double centre, int worth, double assumedScale) {
        return of(past, centre, worth, assumedScale, ASSUMED_FREEDOM);
    }

    private static LearnedNoise of(
            double[] past, double centre, int worth, double assumedScale, double assumedFreedom) {
        double learned = past.length == 0 ? 0 : Robust.madScale(past, centre);
        double weight = MAD_EFFICIENCY * worth;
        double freedom = assumedFreedom + weight;
        double variance = (assumedFreedom * assumedScale * assumedScale + weight * learned * learned) / freedom;
        return new LearnedNoise(Math.sqrt(variance), freedom, past.length);
    }

    /**
     * The noise with the values at hand: {@code s² = (d₀ s₀² + (n − 1) min(s_n², 9 s₀²)) ÷ (d₀ + n − 1)}, {@code d₀ + n − 1} degrees of
     * freedom; the posterior mean of a variance with a scaled inverse χ² prior (Smyth, Stat. Appl. Genet. Mol. Biol. 3, 2004),
     * with a bound on what a disturbed value may do.
     *
     * @param current at least one; {@code s_n²} is their variance
     */
    public LearnedNoise with(double[] current) {
        int n = current.length;
        double own = Math.min(variance(current), MOST_OWN * scale * scale);
        double freedom = degreesOfFreedom + n - 1;
        double variance = (degreesOfFreedom * scale * scale + (n - 1) * own) / freedom;
        return new LearnedNoise(Math.sqrt(variance), freedom, values);
    }

    private static double variance(double[] current) {
        if (current.length == 0) {
            throw new IllegalArgumentException("no values at hand");
        }
        double mean = 0;
        for (double value : current) {
            mean += value / current.length;
        }
        double squares = 0;
        for (double value : current) {
            squares += (value - mean) * (value - mean);
        }
        return current.length == 1 ? 0 : squares / (current.length - 1);
    }
}
