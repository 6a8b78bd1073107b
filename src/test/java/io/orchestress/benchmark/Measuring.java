package io.orchestress.benchmark;

import io.orchestress.testkit.Orchestrator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the measurements have in common. */
final class Measuring {
    private Measuring() {}

    /** Work with files that nobody needs afterwards. */
    @FunctionalInterface
    interface InFolder<T> {
        T run(Path folder) throws IOException, InterruptedException;
    }

    /** Runs {@code work} in a new folder and removes it, unless the work throws. */
    static <T> T inFolder(InFolder<T> work) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("orchestress-measure");
        T result = work.run(folder);
        delete(folder);
        return result;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Properties of a run against {@code target}: nothing is scaled, further ones follow. */
    static String[] properties(Orchestrator target, String phases, String... more) {
        List<String> properties = new ArrayList<>(List.of(
                "target=" + target.url(),
                "profile=full",
                "orchestress.load.drain=10 s",
                "orchestress.workloads.smoke.phases=[" + phases + "]"));
        properties.addAll(List.of(more));
        return properties.toArray(String[]::new);
    }

    /** A phase of the configuration that holds its load. */
    static String hold(String name, int users, int seconds, boolean warmUp) {
        return "{kind=steady, name=" + name + ", users=" + users + ", hold=" + seconds + " s, warm-up=" + warmUp
                + ", scale-load=false}";
    }

    static void line(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }

    /** The last line of a measurement. */
    static void result(String format, Object... arguments) {
        line("RESULT " + format, arguments);
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Index in sorted samples of the smallest one that a share of {@code percentile} does not exceed. */
    static int rank(double percentile, int samples) {
        // Without the allowance, 99.9 / 100 × 50 000 is a little more than 49 950.
        return Math.max(1, (int) Math.ceil(percentile / 100 * samples - 1e-6)) - 1;
    }

    /** Wall clock in seconds, to the microsecond. */
    static double epochSeconds() {
        return epochSeconds(Instant.now());
    }

    static double epochSeconds(Instant at) {
        return at.getEpochSecond() + at.getNano() / 1e9;
    }

    static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
