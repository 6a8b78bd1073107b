package io.orchestress.stats.usl;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The measured throughput of each run at a concurrency, in ascending order of {@code n}. Several runs may share an {@code n}. */
public final class Points {
    private final double[] n;
    private final double[] x;

    private Points(double[] n, double[] x) {
        this.n = n;
        this.x = x;
    }

    /**
     * Takes pairs in any order.
     *
     * @throws IllegalArgumentException when the lengths differ or a value is not a finite number above 0
     */
    public static Points of(double[] n, double[] throughput) {
        if (n.length != throughput.length) {
            throw new IllegalArgumentException(n.length + " concurrencies, " + throughput.length + " throughputs");
        }
        for (int i = 0; i < n.length; i++) {
            if (!(n[i] > 0 && throughput[i] > 0) || Double.isInfinite(n[i]) || Double.isInfinite(throughput[i])) {
                throw new IllegalArgumentException("throughput " + throughput[i] + " at " + n[i]);
            }
        }
        List<Integer> order = IntStream.range(0, n.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> n[i]))
                .toList();
        return new Points(
                order.stream().mapToDouble(i -> n[i]).toArray(),
                order.stream().mapToDouble(i -> throughput[i]).toArray());
    }

    public int size() {
        return n.length;
    }

    public double n(int i) {
        return n[i];
    }

    public double throughput(int i) {
        return x[i];
    }

    public double smallestN() {
        return n[0];
    }

    public double largestN() {
        return n[n.length - 1];
    }

    /** Ascending, each once. */
    public double[] distinctN() {
        return Arrays.stream(n).distinct().toArray();
    }

    double largestThroughput() {
        return Arrays.stream(x).max().orElse(0);
    }

    Points below(double limit) {
        int count = (int) Arrays.stream(n).filter(value -> value < limit).count();
        return new Points(Arrays.copyOf(n, count), Arrays.copyOf(x, count));
    }
}
