package io.orchestress.backend.law;

import io.orchestress.sut.embedded.ServiceLaw;
import java.util.SplittableRandom;

/** How a time or a rate is distributed. Its unit is that of whoever uses it; no value is below 0. */
public sealed interface Law {
    /** One value. */
    double sample(SplittableRandom random);

    /** Always the same. */
    record Fixed(double value) implements Law {
        @Override
        public double sample(SplittableRandom random) {
            return value;
        }
    }

    /** Around a mean, by a law of the embedded orchestrator. */
    record Spread(ServiceLaw law, double mean, double sigma) implements Law {
        @Override
        public double sample(SplittableRandom random) {
            return law.sample(mean, sigma, random);
        }
    }

    /** One of the values that were measured, each as likely as any other. */
    final class Measured implements Law {
        private final double[] values;

        /** @param values at least one */
        public Measured(double[] values) {
            if (values.length == 0) {
                throw new IllegalArgumentException("no measured value");
            }
            this.values = values.clone();
        }

        @Override
        public double sample(SplittableRandom random) {
            return values[random.nextInt(values.length)];
        }
    }
}
