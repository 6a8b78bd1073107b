package io.orchestress.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Workers with one queue, first come, first served, in virtual time. */
public final class SimulatedQueue {
    private final PriorityQueue<Double> freeAt = new PriorityQueue<>();
    private final SplittableRandom random;
    private final DoubleUnaryOperator meanServiceSeconds;
    private final double errorRate;
    private final PriorityQueue<double[]> underWay = new PriorityQueue<>((a, b) -> Double.compare(a[1], b[1]));
    private double next;

    /**
     * An answer.
     *
     * @param startSeconds, endSeconds since the start
     */
    public record Answer(double startSeconds, double endSeconds, boolean failed) {
        public double seconds() {
            return endSeconds - startSeconds;
        }
    }

    /** @param meanServiceSeconds at a time since the start, so that the capacity can change */
    public SimulatedQueue(int workers, DoubleUnaryOperator meanServiceSeconds, double errorRate, long seed) {
        this.meanServiceSeconds = meanServiceSeconds;
        this.errorRate = errorRate;
        random = new SplittableRandom(seed);
        for (int i = 0; i < workers; i++) {
            freeAt.add(0.0);
        }
    }

    /** Poisson arrivals from {@code from} to {@code to}, and the answers that end in that time. */
    public List<Answer> drive(double from, double to, double perSec) {
        next = from;
        while (perSec > 0) {
            next -= Math.log(1 - random.nextDouble()) / perSec;
            if (next >= to) {
                break;
            }
            double start = Math.max(next, freeAt.remove());
            double end = start - meanServiceSeconds.applyAsDouble(start) * Math.log(1 - random.nextDouble());
            freeAt.add(end);
            underWay.add(new double[] {next, end});
        }
        List<Answer> answers = new ArrayList<>();
        while (!underWay.isEmpty() && underWay.peek()[1] <= to) {
            double[] one = underWay.remove();
            answers.add(new Answer(one[0], one[1], random.nextDouble() < errorRate));
        }
        return answers;
    }

    public int inFlight() {
        return underWay.size();
    }
}
