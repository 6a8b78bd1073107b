package io.orchestress.benchmark;

import io.orchestress.config.Settings;
import io.orchestress.config.SettingsLoader;
import io.orchestress.duel.DuelRefusedException;
import io.orchestress.duel.Duels;
import io.orchestress.evaluation.BaselineComparison;
import io.orchestress.record.DuelRecord;
import io.orchestress.record.RecordException;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RequestResult;
import io.orchestress.record.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Real duels of the embedded orchestrator against itself, or a slower one, beside what others would say of the same runs: the rule
 * "p95 above 1.15 ×" of the first pair, and the comparison of its candidate with three runs of the baseline. The sides draw their service
 * times apart. Rows are appended to docs/measurements/duel-rows.csv as they come, so that a study may go on for days; its summary is of all rows.
 */
public final class DuelMeasurement {
    private static final Path STUDY = Path.of("results", "duel-study");
    private static final Path ROWS = Path.of("docs", "measurements", "duel-rows.csv");
    private static final String HEAD =
            "slower_percent,seconds,at_once,most_pairs,outcome,pairs,void,minutes,change,noise,p95_rule,comparison,users,warm_up_percent";
    private static final int BASELINE_RUNS = 3;
    private static final double P95_RULE = 1.15;

    private final Options options;
    private final List<Path> baselineRuns = new ArrayList<>();

    private DuelMeasurement(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, DuelRefusedException {
        Options options = Options.of(
                arguments,
                Map.ofEntries(
                        Map.entry("duels", 10),
                        Map.entry("slower", 0),
                        Map.entry("pairs", 16),
                        Map.entry("seconds", 20),
                        Map.entry("warm-up", 20),
                        Map.entry("at-once", 1),
                        Map.entry("void", 100),
                        Map.entry("max-background-cpu", 20),
                        Map.entry("steal", 2),
                        Map.entry("run-queue-wait", 10),
                        Map.entry("users", 100)));
        Files.createDirectories(STUDY);
        if (!Files.exists(ROWS)) {
            Files.writeString(ROWS, HEAD + "\n");
        }
        DuelMeasurement study = new DuelMeasurement(options);
        for (int i = 0; i < options.get("duels"); i++) {
            if (!study.duel()) {
                System.exit(1);
            }
        }
        summary();
    }

    /** @return false: somebody has ended it, or it could not be run */
    private boolean duel() throws IOException, InterruptedException, DuelRefusedException {
        Properties properties = properties();
        Duels.Ended ended = Duels.run("load.DuelTest", properties, SettingsLoader.load(properties), System.out);
        DuelRecord duel = ended.duel();
        if (duel.outcome() == DuelRecord.Outcome.INTERRUPTED || duel.outcome() == DuelRecord.Outcome.NOT_RUN) {
            return false; // of no duel there is no row
        }
        List<DuelRecord.Pair> counted =
                duel.pairs().stream().filter(pair -> !pair.isVoid()).toList();
        String p95 = "";
        String comparison = "";
        if (!counted.isEmpty()) {
            Path candidate =
                    ended.folder().resolve(String.valueOf(counted.get(0).candidate()));
            for (DuelRecord.Pair pair : counted) {
                keep(ended.folder().resolve(String.valueOf(pair.baseline())));
            }
            p95 = p95(ended.folder().resolve(String.valueOf(counted.get(0).baseline())), candidate);
            comparison = compared(candidate, properties);
        }
        DuelRecord.Look last =
                duel.looks().isEmpty() ? null : duel.looks().get(duel.looks().size() - 1);
        String row = String.format(
                Locale.ROOT,
                "%d,%d,%d,%d,%s,%d,%d,%.2f,%s,%.4f,%s,%s,%d,%d%n",
                options.get("slower"),
                options.get("seconds"),
                options.get("at-once"),
                options.get("pairs"),
                duel.outcome(),
                counted.size(),
                duel.pairs().size() - counted.size(),
                duel.elapsedSeconds() / 60,
                last == null
                        ? ""
                        : String.format(
                                Locale.ROOT, "%.4f", last.figures().get(0).change()),
                duel.noise() == null ? 0 : duel.noise().scale(),
                p95,
                comparison,
                options.get("users"),
                options.get("warm-up"));
        Files.writeString(ROWS, row, StandardOpenOption.APPEND);
        System.out.print(row);
        forget(ended.folder());
        return true;
    }

    private Properties properties() {
        Properties properties = new Properties();
        String duel = "orchestress.duel.";
        int seed = ThreadLocalRandom.current().nextInt(1, 1_000_000) * 1000;
        properties.setProperty(duel + "baseline", "embedded");
        properties.setProperty(duel + "candidate", "embedded");
        properties.setProperty(duel + "baseline-settings.embedded.seed", Integer.toString(seed));
        properties.setProperty(duel + "candidate-settings.embedded.seed", Integer.toString(seed + 500));
        properties.setProperty(
                duel + "candidate-settings.embedded.mean-service-time", 50_000 + 500 * options.get("slower") + " us");
        properties.setProperty(duel + "equals", Boolean.toString(options.get("slower") == 0));
        properties.setProperty(duel + "at-once", Boolean.toString(options.get("at-once") == 1));
        properties.setProperty(duel + "length", options.get("seconds") + " s");
        properties.setProperty(duel + "pairs", Integer.toString(options.get("pairs")));
        properties.setProperty(duel + "void-pairs", Integer.toString(options.get("void")));
        for (String limit : List.of("max-background-cpu", "steal", "run-queue-wait")) {
            properties.setProperty("orchestress.injector." + limit, Double.toString(options.get(limit) / 100.0));
        }
        properties.setProperty(
                "orchestress.workloads.duel.phases",
                String.format(
                        Locale.ROOT,
                        "[{kind = steady, name = warm-up, users = %1$d, hold = %2$d s, warm-up = true}, {kind = steady, users = %1$d, hold = %3$d s}]",
                        options.get("users"),
                        options.get("warm-up"),
                        100 - options.get("warm-up")));
        properties.setProperty("orchestress.record.folder", STUDY.toString());
        properties.setProperty(
                "orchestress.history.file", STUDY.resolve("runs.db").toString());
        return properties;
    }

    /** The newest runs of the baseline, of this duel or of the one before, copied so that they outlive it. */
    private void keep(Path run) throws IOException {
        Path copy = STUDY.resolve("kept").resolve(run.getFileName());
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(run)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        baselineRuns.add(copy);
        if (baselineRuns.size() > BASELINE_RUNS) {
            forget(baselineRuns.remove(0));
        }
    }

    private static String p95(Path baseline, Path candidate) {
        double before = steadyP95(baseline);
        double after = steadyP95(candidate);
        return after > P95_RULE * before ? "FAIL" : "PASS";
    }

    private static double steadyP95(Path record) {
        return RecordReader.open(record, RecordReader.Writer.GONE).run().phases().stream()
                .filter(phase -> phase.name().equals("steady"))
                .flatMap(phase -> Optional.ofNullable(phase.total().okLatencyMicros()).stream())
                .mapToDouble(RequestResult.Latency::p95)
                .findFirst()
                .orElse(Double.NaN);
    }

    private String compared(Path candidate, Properties properties) throws IOException {
        if (baselineRuns.size() < BASELINE_RUNS) {
            return "";
        }
        Properties own = new Properties();
        own.putAll(properties);
        own.stringPropertyNames().stream()
                .filter(key -> key.startsWith("orchestress.duel."))
                .toList()
                .forEach(own::remove);
        Settings settings = SettingsLoader.load(own);
        try {
            Verdict.Outcome outcome = new BaselineComparison(settings)
                    .of(
                            RecordReader.open(candidate, RecordReader.Writer.GONE),
                            baselineRuns.stream().map(Path::toString).toList(),
                            true)
                    .outcome();
            return outcome.name();
        } catch (RecordException e) {
            return "NOT_COMPARABLE";
        }
    }

    private static void forget(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void summary() throws IOException {
        Map<String, List<String[]>> byKind = new TreeMap<>();
        for (String row : Files.readAllLines(ROWS)) {
            if (!row.equals(HEAD)) {
                String[] cells = row.split(",", -1);
                byKind.computeIfAbsent(
                                "+" + cells[0] + " %, " + cells[1] + " s, "
                                        + (cells[2].equals("1") ? "at once" : "in turn") + ", " + cells[3] + " pairs, "
                                        + cells[12] + " users, " + cells[13] + " % of it warm-up",
                                kind -> new ArrayList<>())
                        .add(cells);
            }
        }
        byKind.forEach((kind, rows) -> {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d duels, worse %d, not worse or better %d, undecided %d; mean %.1f pairs, %.1f void, %.1f min;"
                            + " p95 rule failed %d; comparison failed %d, inconclusive %d of %d%n",
                    kind,
                    rows.size(),
                    count(rows, 4, "WORSE"),
                    count(rows, 4, "NOT_WORSE") + count(rows, 4, "BETTER"),
                    count(rows, 4, "UNDECIDED"),
                    mean(rows, 5),
                    mean(rows, 6),
                    mean(rows, 7),
                    count(rows, 10, "FAIL"),
                    count(rows, 11, "FAIL"),
                    count(rows, 11, "INCONCLUSIVE"),
                    rows.stream().filter(row -> !row[11].isEmpty()).count());
        });
    }

    private static long count(List<String[]> rows, int column, String value) {
        return rows.stream().filter(row -> row[column].equals(value)).count();
    }

    private static double mean(List<String[]> rows, int column) {
        return rows.stream()
                .mapToDouble(row -> Double.parseDouble(row[column]))
                .average()
                .orElse(0);
    }
}
