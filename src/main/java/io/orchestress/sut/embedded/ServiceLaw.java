package io.orchestress.sut.embedded;

import java.util.Locale;
import java.util.SplittableRandom;

/** How the service time of tasks is distributed around its mean. */
public enum ServiceLaw {
    /** Always the mean. */
    FIXED {
        @Override
        public double sample(double mean, double sigma, SplittableRandom random) {
            return mean;
        }
    },
    /** {@code −mean × ln(1 − U)}, U uniform in [0, 1). */
    EXPONENTIAL {
        @Override
        public double sample(double mean, double sigma, SplittableRandom random) {
            return -mean * Math.log1p(-random.nextDouble());
        }
    },
    /** {@code exp(ln(mean) − σ² ÷ 2 + σ × Z)}, Z standard normal: its mean is {@code mean}, its median smaller. */
    LOGNORMAL {
        @Override
        public double sample(double mean, double sigma, SplittableRandom random) {
            return mean * Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2);
        }
    };

    /** One value, in the unit of {@code mean}, never negative. */
    public abstract double sample(double mean, double sigma, SplittableRandom random);

    /** As written in settings: {@code fixed}, {@code exponential}, {@code lognormal}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
