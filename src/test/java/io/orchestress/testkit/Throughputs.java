package io.orchestress.testkit;

import io.orchestress.stats.usl.Curve;
import io.orchestress.stats.usl.Fit;
import io.orchestress.stats.usl.Points;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Throughputs at several concurrencies: published ones, and ones drawn from a law. */
public final class Throughputs {
    private static final Path FOLDER = Path.of("src/test/resources/usl");

    private Throughputs() {}

    public static Path file(String name) {
        return FOLDER.resolve(name);
    }

    /** The law fitted to the first rows of a published table. */
    public static Fit fit(String name, int rows) {
        try {
            double[][] table = Files.readAllLines(file(name)).stream()
                    .filter(line -> Character.isDigit(line.charAt(0)))
                    .limit(rows)
                    .map(line -> line.split(","))
                    .map(cells -> new double[] {Double.parseDouble(cells[0]), Double.parseDouble(cells[1])})
                    .toArray(double[][]::new);
            double[] n = new double[table.length];
            double[] x = new double[table.length];
            for (int i = 0; i < table.length; i++) {
                n[i] = table[i][0];
                x[i] = table[i][1];
            }
            return Fit.of(Points.of(n, x));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Normal errors, cut where throughput would be less than a hundredth of the truth.
     *
     * @param noise standard deviation: as a share of each throughput when {@code relative}, else of the highest among them
     */
    public static Points drawn(Curve truth, double[] n, double noise, boolean relative, SplittableRandom random) {
        double most = 0;
        for (double at : n) {
            most = Math.max(most, truth.throughputAt(at));
        }
        double[] x = new double[n.length];
        for (int i = 0; i < n.length; i++) {
            double mean = truth.throughputAt(n[i]);
            x[i] = Math.max(mean / 100, mean + noise * (relative ? mean : most) * random.nextGaussian());
        }
        return Points.of(n, x);
    }
}
