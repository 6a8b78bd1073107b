package io.orchestress.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** Workers with one queue, first come, first served, in virtual time. */
public final class SimulatedQueue {
    private final PriorityQueue<Double> freeAt = new PriorityQueue<>();
    private final SplittableRandom random;
    private final DoubleUnaryOperator meanServiceSeconds;
    private final Law law;
    private final double errorRate;
    private final PriorityQueue<double[]> underWay = new PriorityQueue<>((a, b) -> Double.compare(a[1], b[1]));
    private double next;

    /** Service times in units of their mean. */
    public enum Law {
        EXPONENTIAL(random -> -Math.log(1 - random.nextDouble())),
        FIXED(random -> 1),
        /** Squared coefficient of variation 1. */
        LOG_NORMAL(random -> Math.exp(Math.sqrt(Math.log(2)) * random.nextGaussian() - Math.log(2) / 2)),
        /** One in ten takes 5 of 1.4 units, the others 1: squared coefficient of variation 2.67. */
        HYPER_EXPONENTIAL(
                random -> (random.nextDouble() < 0.1 ? 5 / 1.4 : 1 / 1.4) * -Math.log(1 - random.nextDouble())),
        /** Of two exponential stages: squared coefficient of variation 0.5. */
        ERLANG_2(random -> -Math.log((1 - random.nextDouble()) * (1 - random.nextDouble())) / 2);

        private final ToDoubleFunction<SplittableRandom> draw;

        Law(ToDoubleFunction<SplittableRandom> draw) {
            this.draw = draw;
        }
    }

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
        this(workers, meanServiceSeconds, Law.EXPONENTIAL, errorRate, seed);
    }

    public SimulatedQueue(int workers, DoubleUnaryOperator meanServiceSeconds, Law law, double errorRate, long seed) {
        this.meanServiceSeconds = meanServiceSeconds;
        this.law = law;
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
            double end = start + meanServiceSeconds.applyAsDouble(start) * law.draw.applyAsDouble(random);
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

    /** What arrived in a stretch of time and has no answer yet. */
    public long underWay(double from, double to) {
        return underWay.stream().filter(one -> one[0] >= from && one[0] < to).count();
    }

    public int inFlight() {
        return underWay.size();
    }

    /** Highest rate at which at most {@code 1 − percent ÷ 100} of a long row of answers take longer than the limit; to a thousandth. */
    public static double capacity(
            int workers, double meanServiceSeconds, Law law, double percent, double limitSeconds, int answers) {
        double low = 0;
        double high = workers / meanServiceSeconds;
        while (high - low > 5e-4 * high) {
            double middle = (low + high) / 2;
            if (slower(workers, meanServiceSeconds, law, middle, limitSeconds, answers) > 1 - percent / 100) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double slower(int workers, double mean, Law law, double perSec, double limit, int answers) {
        SplittableRandom random = new SplittableRandom(1);
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int i = 0; i < workers; i++) {
            free.add(0.0);
        }
        double now = 0;
        long slower = 0;
        for (int i = 0; i < answers; i++) {
            now -= Math.log(1 - random.nextDouble()) / perSec;
            double end = Math.max(now, free.remove()) + mean * law.draw.applyAsDouble(random);
            free.add(end);
            slower += end - now > limit ? 1 : 0;
        }
        return (double) slower / answers;
    }
}
