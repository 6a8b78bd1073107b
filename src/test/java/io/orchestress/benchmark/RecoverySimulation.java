package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.analysis.Analysis;
import io.orchestress.record.Planning;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.Recovery;
import io.orchestress.record.Recovery.Outcome;
import io.orchestress.testkit.DrainingQueue;
import io.orchestress.testkit.DrainingQueue.Drawn;
import io.orchestress.testkit.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Recovery times of simulated targets whose backlog is gone at a known moment, or never; and of targets that nothing disturbed. */
public final class RecoverySimulation {
    private RecoverySimulation() {}

    private record Case(String name, DrainingQueue queue) {}

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (boolean tells : new boolean[] {true, false}) {
            String read = tells ? "queue read" : "in flight";
            for (boolean exponential : new boolean[] {false, true}) {
                String law = (exponential ? "M/M/c " : "M/D/c ") + read;
                cases.add(new Case(law + ", 100/s, back", queue(10, 0.1, exponential, 1, tells, 20, 150, 50, 10)));
                cases.add(new Case(law + ", 20/s, back", queue(4, 0.2, exponential, 1, tells, 30, 40, 10, 15)));
                cases.add(new Case(law + ", undisturbed", queue(10, 0.1, exponential, 1, tells, 20, 50, 50, 10)));
                cases.add(new Case(law + ", 5/s undisturbed", queue(4, 0.2, exponential, 1, tells, 30, 6, 5, 10)));
                cases.add(new Case(law + ", busy undisturbed", queue(10, 0.1, exponential, 1, tells, 60, 85, 80, 10)));
                cases.add(new Case(law + ", 1.5 x for good", queue(10, 0.1, exponential, 1.5, tells, 20, 150, 50, 10)));
                cases.add(new Case(law + ", 2.5 x for good", queue(10, 0.1, exponential, 2.5, tells, 20, 150, 50, 10)));
            }
        }
        return cases;
    }

    private static DrainingQueue queue(
            int workers,
            double service,
            boolean exponential,
            double slower,
            boolean tells,
            int steady,
            double spikeRate,
            double rate,
            int spike) {
        return new DrainingQueue(
                workers,
                service,
                exponential,
                slower,
                tells,
                steady,
                spike,
                slower > 1 ? 90 : 40,
                rate,
                spikeRate,
                rate);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = Options.of(arguments, Map.of("runs", 100, "seed", 1));
        line(
                "%-34s %9s %9s %9s %9s   %7s %7s %7s",
                "", "recovered", "not", "undist.", "inconcl.", "bias, s", "median", "95 % <=");
        List<Double> all = new ArrayList<>();
        int falseNot = 0;
        int fine = 0;
        for (Case one : cases()) {
            Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
            List<Double> errors = new ArrayList<>();
            for (int run = 0; run < options.get("runs"); run++) {
                Drawn drawn = one.queue().draw(options.get("seed") * 1_000_003L + run);
                Recovery recovery = recovery(drawn);
                outcomes.merge(recovery.outcome(), 1, Integer::sum);
                if (one.name().endsWith("back") && recovery.seconds() != null) {
                    errors.add(recovery.seconds() - drawn.drainedSeconds());
                }
            }
            if (!one.name().endsWith("good")) {
                falseNot += outcomes.getOrDefault(Outcome.NOT_RECOVERED, 0);
                fine += options.get("runs");
            }
            all.addAll(errors);
            print(one.name(), outcomes, errors);
        }
        result(
                "recovery, simulated: error median %.2f s, at most %.2f s in 95 %%; called not recovered although it was: %d of %d",
                Measuring.median(all), quantile(all.stream().map(Math::abs).toList(), 0.95), falseNot, fine);
    }

    private static Recovery recovery(Drawn drawn) throws IOException, InterruptedException {
        return Measuring.inFolder(folder -> {
            Planning planning = Analysis.of(
                            RecordReader.open(drawn.record().writeTo(folder.resolve("r")), Writer.GONE),
                            Reference.ANALYSIS)
                    .record()
                    .planning();
            if (planning == null) {
                throw new IllegalStateException("no recovery");
            }
            return planning.recoveries().get(0);
        });
    }

    private static void print(String name, Map<Outcome, Integer> outcomes, List<Double> errors) {
        String counts = String.format(
                "%9d %9d %9d %9d",
                outcomes.getOrDefault(Outcome.RECOVERED, 0),
                outcomes.getOrDefault(Outcome.NOT_RECOVERED, 0),
                outcomes.getOrDefault(Outcome.UNDISTURBED, 0),
                outcomes.getOrDefault(Outcome.INCONCLUSIVE, 0));
        if (errors.isEmpty()) {
            line("%-34s %s", name, counts);
        } else {
            line(
                    "%-34s %s   %7.2f %7.2f %7.2f",
                    name,
                    counts,
                    errors.stream().mapToDouble(Double::doubleValue).average().orElse(0),
                    Measuring.median(errors),
                    quantile(errors.stream().map(Math::abs).toList(), 0.95));
        }
    }

    private static double quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
