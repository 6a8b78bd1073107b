package io.orchestress.workload;

import io.orchestress.config.Arrivals;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleUnaryOperator;

/**
 * When arrivals of a rate are due that may change while they are drawn: each at the time at which the integral of the rate has grown by 1 since the one before (regular), or by an
 * exponentially distributed amount of mean 1 (randomised: a Poisson process of that rate). The rate is taken in the middle of slices of {@value #SLICES_PER_SECOND} to the second,
 * which is exact where it is constant or changes linearly, but for the place of an arrival within its slice. Not safe for use by several threads.
 */
public final class ArrivalTimes {
    private static final int SLICES_PER_SECOND = 100;

    private final DoubleUnaryOperator perSec;
    private final Arrivals kind;
    private final SplittableRandom random;
    private long slice;
    private double missing;

    /** @param perSec arrivals per second at a time in seconds; asked once for each slice, in order */
    public ArrivalTimes(DoubleUnaryOperator perSec, Arrivals kind, SplittableRandom random) {
        this.perSec = perSec;
        this.kind = kind;
        this.random = random;
        this.missing = draw();
    }

    /** Seconds at which the next slice begins; its rate must be decided by then. */
    public double sliceStart() {
        return (double) slice / SLICES_PER_SECOND;
    }

    /** Hands over the arrivals of the next slice, in seconds, in order. */
    public void nextSlice(DoubleConsumer due) {
        double at = sliceStart();
        slice++;
        double end = sliceStart();
        double rate = perSec.applyAsDouble((at + end) / 2);
        double grows = rate * (end - at);
        while (missing <= grows) {
            at += missing / rate;
            grows -= missing;
            missing = draw();
            due.accept(at);
        }
        missing -= grows;
    }

    private double draw() {
        return kind == Arrivals.REGULAR ? 1 : -Math.log1p(-random.nextDouble());
    }
}
