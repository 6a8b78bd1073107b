package io.orchestress.duel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.duel.DuelEvaluator;
import io.orchestress.analysis.duel.DuelLimits;
import io.orchestress.config.DuelSettings;
import io.orchestress.config.Settings;
import io.orchestress.history.DuelLog;
import io.orchestress.history.HistoryException;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.DuelRecord;
import io.orchestress.record.DuelRecord.Outcome;
import io.orchestress.record.ExitCode;
import io.orchestress.record.Tool;
import io.orchestress.stats.noise.LearnedNoise;
import io.orchestress.stats.noise.Looks;
import io.orchestress.text.Console;
import io.orchestress.text.ProgressListener;
import io.orchestress.text.ShownProgress;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.stream.Stream;

/** Runs a duel from its configuration to its outcome. */
public final class Duels {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String simulation;
    private final Settings settings;
    private final DuelSettings duel;
    private final Contender baseline;
    private final Contender candidate;
    private final PrintStream out;
    private final TimeSource time;

    private Duels(String simulation, Settings settings, Contender baseline, Contender candidate, PrintStream out) {
        this.simulation = simulation;
        this.settings = settings;
        this.duel = settings.duel();
        this.baseline = baseline;
        this.candidate = candidate;
        this.out = out;
        this.time = TimeSource.SYSTEM;
    }

    /**
     * How it ended.
     *
     * @param folder of its record
     * @param status of the process
     */
    public record Ended(DuelRecord duel, Path folder, int status) {}

    /**
     * Runs it; may be called once in a JVM, for it takes the signals of it. The current thread is the one that is interrupted.
     *
     * @param simulation class of it
     * @param given properties that count for a run; those of one side and of the duel itself are left out of it
     * @param settings that these make, with both sides
     * @throws io.orchestress.config.InvalidConfigException when a side cannot be configured
     * @throws DuelRefusedException before the first pair: a side is not there, or speaks otherwise than the other
     */
    public static Ended run(String simulation, Properties given, Settings settings, PrintStream out)
            throws DuelRefusedException, IOException, InterruptedException {
        DuelSettings duel = settings.duel();
        Contender baseline = Contender.of("baseline", duel.baseline().orElseThrow(), given);
        Contender candidate = Contender.of("candidate", duel.candidate().orElseThrow(), given);
        if (baseline.settings().target().protocol().isLocal()) {
            throw new DuelRefusedException("protocol "
                    + baseline.settings().target().protocol().name()
                    + " starts a command for each task, so a URL cannot tell two sides apart");
        }
        return new Duels(simulation, settings, baseline, candidate, out).run();
    }

    private Ended run() throws DuelRefusedException, IOException, InterruptedException {
        Signals signals = Signals.interrupting(Thread.currentThread());
        String shortName = simulation.substring(simulation.lastIndexOf('.') + 1);
        String id = "duel-" + shortName.toLowerCase(Locale.ROOT) + "-" + STAMP.format(time.now());
        Path folder = Files.createDirectories(
                Path.of(settings.recordFolder()).toAbsolutePath().resolve(id));
        try (StartedSides started = StartedSides.of(List.of(baseline, candidate), folder, time)) {
            ProtocolCheck.check(baseline, candidate, out);
            return fight(id, shortName, folder, signals);
        } catch (DuelRefusedException e) {
            forgetIfEmpty(folder);
            throw e;
        }
    }

    /** What a start command has said stays. */
    private static void forgetIfEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(folder);
    }

    private Ended fight(String id, String shortName, Path folder, Signals signals) throws IOException {
        DuelLog log = DuelLog.beside(Path.of(settings.history().file()));
        String load = LoadKey.of(shortName, settings);
        boolean areEqual = duel.areEqual() || baseline.isSameAs(candidate);
        LearnedNoise noise = LearnedNoise.ofDifferences(learned(log, load), LearnedNoise.ASSUMED_SCALE);
        Looks looks = Looks.upTo(duel.pairs());
        long seed = settings.load().seed();
        DuelRecord opened = new DuelRecord(
                DuelRecord.SCHEMA_VERSION,
                Tool.VERSION,
                id,
                shortName,
                settings.profile().name(),
                load,
                time.now(),
                null,
                0,
                side(baseline),
                side(candidate),
                areEqual,
                duel.atOnce(),
                duel.length().toMillis() / 1000.0,
                seed,
                limits(looks),
                new DuelRecord.Noise(noise.scale(), noise.degreesOfFreedom(), noise.values()),
                List.of(),
                List.of(),
                Outcome.RUNNING,
                "",
                "");
        DuelOutput output = new DuelOutput(folder, out);
        output.begins(opened);
        DuelEvaluator judge = new DuelEvaluator(
                new DuelLimits(duel.falseAlarms(), duel.missed(), duel.latency(), duel.failures(), duel.ended(), looks),
                noise);
        Pairs pairs = new PairRuns(new PairRuns.Plan(
                simulation,
                baseline,
                candidate,
                folder,
                seed,
                duel.atOnce(),
                duel.length(),
                settings.part(AnalysisSettings.class).injector().disturbance()));
        DuelRecord ended;
        List<Double> differences;
        try (ShownProgress progress = ShownProgress.begin(new PrintWriter(Console.err(), true, UTF_8), time::nanos)) {
            Duel fought = new Duel(opened, judge, told(pairs, progress), time, output);
            ended = fought.fight();
            differences = fought.differences();
        }
        remember(log, DuelLog.Entry.of(ended, folder, differences));
        output.ends(ended);
        OptionalInt signalled = signals.status();
        return new Ended(
                ended, folder, signalled.orElse(ended.outcome().exitCode().status()));
    }

    private Pairs told(Pairs pairs, ProgressListener progress) {
        return (number, attempt, baselineFirst) -> {
            progress.at("pair " + number + " of at most " + duel.pairs(), 0, 0);
            return pairs.run(number, attempt, baselineFirst);
        };
    }

    private DuelRecord.Limits limits(Looks looks) {
        return new DuelRecord.Limits(
                duel.falseAlarms(),
                duel.missed(),
                duel.latency(),
                duel.failures(),
                duel.ended(),
                duel.pairs(),
                duel.voidPairs(),
                looks.pairs());
    }

    private static DuelRecord.Side side(Contender contender) {
        return new DuelRecord.Side(contender.side().target(), contender.side().settings());
    }

    /** What cannot be read teaches nothing, which is said. */
    private double[] learned(DuelLog log, String load) {
        try {
            return log.noise(load);
        } catch (HistoryException e) {
            out.println("The noise of earlier pairs cannot be read: " + e.getMessage());
            return new double[0];
        }
    }

    private void remember(DuelLog log, DuelLog.Entry entry) {
        try {
            log.add(entry);
        } catch (HistoryException e) {
            out.println("The duel was not added to the history: " + e.getMessage());
        }
    }

    /** Returns the exit code of a refusal. */
    public static int refused() {
        return ExitCode.NOT_RUN.status();
    }
}
