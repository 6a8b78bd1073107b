package io.orchestress.evaluation;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.regression.Comparability;
import io.orchestress.analysis.regression.ComparabilityResult;
import io.orchestress.analysis.regression.Regression;
import io.orchestress.analysis.regression.RegressionLimits;
import io.orchestress.analysis.regression.RunBlocks;
import io.orchestress.analysis.regression.RunBlocksReader;
import io.orchestress.config.Settings;
import io.orchestress.history.History;
import io.orchestress.record.Comparison;
import io.orchestress.record.RecordException;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Compares the record in a folder with those of a baseline. */
public final class BaselineComparison {
    private static final String COMPARING = "reading the runs to compare";

    private final Settings settings;
    private final RegressionLimits limits;

    public BaselineComparison(Settings settings) {
        this.settings = settings;
        this.limits = settings.part(RegressionLimits.class);
    }

    /**
     * The folder of a run in the history.
     *
     * @throws IOException when there is no run of that id
     */
    public static Path folder(String name, Settings settings) throws IOException {
        try (History history = BaselineCheck.history(settings)) {
            return history.find(name)
                    .orElseThrow(() ->
                            new IOException("there is no run '" + name + "': no folder of that name, and no run id in "
                                    + settings.history().file()))
                    .folder();
        }
    }

    /**
     * Compares with what some names stand for; the records are only read.
     *
     * @param names of one baseline each, at least one: see {@link Baselines#find}
     * @param force compares runs that differ in more than what is to be found out, and says so
     * @throws IOException when a name stands for nothing
     * @throws RecordException when runs differ and it is not forced, or a record cannot be read
     */
    public Comparison of(RecordReader reader, List<String> names, boolean force) throws IOException {
        List<Path> folders = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        RunRecord candidate = analysed(reader);
        for (String name : names) {
            Baselines baseline = found(name, candidate);
            folders.addAll(baseline.folders());
            shown.add(baseline.name());
        }
        if (folders.isEmpty()) {
            throw new IOException("no earlier passing run like " + candidate.runId() + " in the history "
                    + settings.history().file());
        }
        return of(reader, candidate, String.join(", ", shown), folders, force);
    }

    /** Without the history, where a folder says it all. */
    private Baselines found(String name, RunRecord candidate) throws IOException {
        Optional<Baselines> folder = Baselines.folder(name);
        if (folder.isPresent()) {
            return folder.get();
        }
        try (History history = BaselineCheck.history(settings)) {
            return Baselines.find(name, candidate, history)
                    .orElseThrow(() -> new IOException(Baselines.unknown(name, settings)));
        }
    }

    /**
     * Compares; the records are only read.
     *
     * @param candidate with its results; the same as {@code reader} reads
     * @param force compares runs that differ in more than what is to be found out, and says so
     * @throws RecordException when they differ and it is not forced, when one of the baseline is the candidate itself, or one of
     *     them cannot be read
     */
    public Comparison of(RecordReader reader, RunRecord candidate, String name, List<Path> baseline, boolean force) {
        refuseItself(reader, candidate, name, baseline);
        AtomicInteger read = new AtomicInteger();
        reader.progress().at(COMPARING, 0, 1L + baseline.size());
        RecordReader own = reader.silent();
        List<RunBlocks> runs = Stream.concat(Stream.of(own), baseline.stream().map(BaselineComparison::open))
                .parallel()
                .map(r -> blocks(r, r == own ? candidate : analysed(r)))
                .peek(blocks -> reader.progress().at(COMPARING, read.incrementAndGet(), 1L + baseline.size()))
                .toList();
        List<RunBlocks> before = runs.subList(1, runs.size());
        ComparabilityResult likeness =
                Comparability.of(candidate, before.stream().map(RunBlocks::run).toList());
        if (!likeness.differences().isEmpty() && !force) {
            throw new RecordException(
                    reader.folder(),
                    "cannot be compared with " + name + ": " + String.join("; ", likeness.differences()),
                    "valid: runs of one simulation, profile, load, target and make of machine; or --force, which marks the result");
        }
        return Regression.of(
                runs.get(0),
                name,
                before,
                new NoiseOfHistory(settings)
                        .of(
                                candidate,
                                before.stream().map(run -> run.run().runId()).toList()),
                likeness,
                settings.part(AnalysisSettings.class).prices().currency(),
                limits);
    }

    /**
     * A run differs from itself in nothing: such a comparison would always pass, and as one of several it hides what got worse. A
     * copy of its record is the same run.
     *
     * @throws RecordException when one of the folders holds the candidate
     */
    static void refuseItself(RecordReader reader, RunRecord candidate, String name, List<Path> baseline) {
        for (Path folder : baseline) {
            if (runId(folder).equals(candidate.runId())) {
                throw new RecordException(
                        reader.folder(),
                        "cannot be compared with itself: baseline " + name + (baseline.size() == 1 ? " is" : " holds")
                                + " run " + candidate.runId(),
                        "valid: earlier runs, such as last-5, which never holds the run itself");
            }
        }
    }

    /** Empty for a record that cannot be read, which is said when it is compared. */
    private static String runId(Path folder) {
        try {
            return open(folder).run().runId();
        } catch (RecordException e) {
            return "";
        }
    }

    /** A comparison that could not be made. */
    Comparison impossible(RunRecord candidate, String name, Verdict.Outcome outcome, String reason) {
        return new Comparison(
                candidate.runId(),
                name,
                List.of(),
                List.of(),
                List.of(),
                limits.falseAlarms(),
                outcome,
                Comparison.Kind.NOT_COMPARABLE,
                reason,
                null,
                List.of(),
                List.of());
    }

    private static RecordReader open(Path folder) {
        return RecordReader.open(folder, RecordReader.Writer.GONE);
    }

    /** As it is in {@code run.json}, unless the run was killed before its results were. */
    private RunRecord analysed(RecordReader reader) {
        return reader.run().totals() == null
                ? Analysis.of(reader, settings.part(AnalysisSettings.class)).record()
                : reader.run();
    }

    private RunBlocks blocks(RecordReader reader, RunRecord run) {
        return RunBlocksReader.read(
                reader,
                run,
                settings.part(AnalysisSettings.class).prices(),
                limits.shortestBlockSeconds(),
                limits.disturbance());
    }
}
