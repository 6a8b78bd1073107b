package io.orchestress.benchmark;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.analysis.regression.Comparability;
import io.orchestress.analysis.regression.ComparabilityResult;
import io.orchestress.analysis.regression.EarlierRuns;
import io.orchestress.analysis.regression.Regression;
import io.orchestress.analysis.regression.RegressionLimits;
import io.orchestress.analysis.regression.RunBlocks;
import io.orchestress.analysis.regression.RunBlocksReader;
import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.RecordReader;
import io.orchestress.testkit.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How often a comparison of real runs calls a change, where nothing was changed and where something was.
 *
 * <p>Reads records from folders {@code ROOT/<condition>/<run>}: condition {@code a} is the unchanged one. Every pair of its runs is
 * compared, and every run of the other conditions with each of them, and with each three that follow one another.
 */
final class RegressionStudy {
    private static final double PLAIN_RULE = 1.15;

    private RegressionStudy() {}

    public static void main(String[] roots) throws IOException {
        RegressionLimits limits = Reference.REGRESSION;
        Map<String, List<RunBlocks>> runs = new TreeMap<>();
        for (String root : roots) {
            read(Path.of(root), limits, runs);
        }
        runs.forEach((condition, list) -> System.out.println(condition + ": " + list.size() + " runs"));
        List<RunBlocks> same = runs.getOrDefault("a", List.of());
        Tally pairs = new Tally("a against a, 1 baseline run");
        Tally triples = new Tally("a against a, 3 baseline runs");
        for (int c = 0; c < same.size(); c++) {
            for (int b = 0; b < same.size(); b++) {
                if (b < c) {
                    pairs.add(compare(same.get(c), List.of(same.get(b)), limits));
                }
            }
            List<RunBlocks> others = new ArrayList<>(same);
            others.remove(c);
            for (int b = 0; b + 3 <= others.size(); b++) {
                triples.add(compare(same.get(c), others.subList(b, b + 3), limits));
            }
        }
        pairs.print();
        triples.print();
        runs.forEach((condition, list) -> {
            if (!condition.equals("a")) {
                Tally one = new Tally(condition + ", 1 baseline run");
                Tally three = new Tally(condition + ", 3 baseline runs");
                for (RunBlocks candidate : list) {
                    same.forEach(baseline -> one.add(compare(candidate, List.of(baseline), limits)));
                    for (int b = 0; b + 3 <= same.size(); b++) {
                        three.add(compare(candidate, same.subList(b, b + 3), limits));
                    }
                }
                one.print();
                three.print();
            }
        });
    }

    private static Comparison compare(RunBlocks candidate, List<RunBlocks> baseline, RegressionLimits limits) {
        return Regression.of(candidate, "study", baseline, EarlierRuns.NONE, ComparabilityResult.ALIKE, "USD", limits);
    }

    private static void read(Path root, RegressionLimits limits, Map<String, List<RunBlocks>> runs) throws IOException {
        try (Stream<Path> files = Files.find(root, 4, (file, attributes) -> file.endsWith("summary.md"))) {
            for (Path file : files.sorted().toList()) {
                Path folder = file.getParent();
                if (folder.toString().contains("latest")) {
                    continue;
                }
                RecordReader reader = RecordReader.open(folder, RecordReader.Writer.GONE);
                RunBlocks blocks = RunBlocksReader.read(
                        reader, reader.run(), PriceList.NONE, limits.shortestBlockSeconds(), limits.disturbance());
                List<RunBlocks> list =
                        runs.computeIfAbsent(folder.getParent().getFileName().toString(), name -> new ArrayList<>());
                if (list.isEmpty()
                        || Comparability.of(blocks.run(), List.of(list.get(0).run()))
                                .differences()
                                .isEmpty()) {
                    list.add(blocks);
                }
            }
        }
    }

    /** What was called how often. */
    private static final class Tally {
        private final String name;
        private final Map<String, Integer> called = new TreeMap<>();
        private int comparisons;
        private int regressed;
        private int improved;
        private int plainRule;
        private final Map<Object, Integer> outcomes = new TreeMap<>();
        private double p95;
        private final List<Double> means = new ArrayList<>();
        private final List<Double> widths = new ArrayList<>();

        Tally(String name) {
            this.name = name;
        }

        void add(Comparison comparison) {
            comparisons++;
            boolean worse = false;
            boolean better = false;
            for (Change change : comparison.changes()) {
                worse |= change.kind() == Kind.REGRESSED;
                better |= change.kind() == Kind.IMPROVED;
                if (change.kind() == Kind.REGRESSED || change.kind() == Kind.IMPROVED) {
                    called.merge(change.metric() + " " + change.request(), 1, Integer::sum);
                }
                if (change.request().equals("*") && change.change() != null) {
                    if (change.metric().equals("p95")) {
                        plainRule += change.change() > PLAIN_RULE - 1 ? 1 : 0;
                        p95 += change.change();
                    }
                    if (change.metric().equals("typical")) {
                        means.add(change.change());
                        widths.add((change.to() - change.from()) / 2);
                    }
                }
            }
            regressed += worse ? 1 : 0;
            improved += better ? 1 : 0;
            outcomes.merge(comparison.outcome(), 1, Integer::sum);
        }

        void print() {
            if (comparisons == 0) {
                return;
            }
            means.sort(null);
            widths.sort(null);
            System.out.printf(
                    Locale.ROOT,
                    "%-32s %4d comparisons: regressed %5.1f %%, improved %5.1f %%; p95 > 1.15 x: %5.1f %%; mean of p95 %+.1f %%; change of typical: median %+.1f %% (%+.1f .. %+.1f), half interval %.1f; %s%n",
                    name,
                    comparisons,
                    100.0 * regressed / comparisons,
                    100.0 * improved / comparisons,
                    100.0 * plainRule / comparisons,
                    100 * p95 / comparisons,
                    100 * means.get(means.size() / 2),
                    100 * means.get(0),
                    100 * means.get(means.size() - 1),
                    100 * widths.get(widths.size() / 2),
                    outcomes);
            System.out.println("    " + called);
        }
    }
}
