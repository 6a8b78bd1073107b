package io.orchestress.evaluation;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.RecordedPercentiles;
import io.orchestress.analysis.gates.GateLimits;
import io.orchestress.analysis.gates.GateRule;
import io.orchestress.analysis.gates.Gates;
import io.orchestress.analysis.gates.Percentiles;
import io.orchestress.config.Settings;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record that was judged again; nothing of it was changed.
 *
 * @param source which file of the record its figures are from: {@code run.json} as far as that has them
 */
public record GateCheck(RunRecord run, Verdict verdict, String source) {

    /**
     * Judges a record whose writer is gone. Of the histograms only those series are read of which {@code run.json} lacks a percentile that a
     * rule asks for, or does not tell whether enough samples keep a limit; all of the record where {@code run.json} is without results, or
     * contradicts them.
     *
     * @throws io.orchestress.record.RecordException when the record cannot be read
     * @throws io.orchestress.config.InvalidConfigException when a gate is no rule, or names a phase that is not in the plan
     */
    public static GateCheck of(RecordReader reader, Settings settings) {
        ReleaseGates.checkPhases(settings, reader.run().plan());
        GateLimits limits = settings.part(AnalysisSettings.class).gates();
        RunRecord run = reader.run();
        BaselineCheck baseline = new BaselineCheck(settings);
        boolean hasResults = run.status() != RunStatus.CRASHED && run.totals() != null;
        if (hasResults) {
            RunRecord compared = baseline.compared(reader, run);
            Verdict byRunAlone = Gates.judge(compared, limits);
            List<GateRule> open = limits.needingHistograms(byRunAlone);
            if (open.isEmpty()) {
                return new GateCheck(compared, byRunAlone, RecordReader.RUN_FILE);
            }
            Optional<Percentiles> read = RecordedPercentiles.of(reader, open);
            if (read.isPresent()) {
                return new GateCheck(compared, Gates.judge(compared, limits, read.get()), RecordReader.HISTOGRAMS_FILE);
            }
        }
        RunRecord analysed = Analysis.of(
                        reader, settings.part(AnalysisSettings.class), measured -> baseline.compared(reader, measured))
                .record();
        @Nullable Verdict verdict = analysed.verdict();
        if (verdict == null) {
            throw new IllegalStateException("an analysed record has a verdict");
        }
        return new GateCheck(analysed, verdict, RecordReader.HISTOGRAMS_FILE);
    }

    /** @param strict whether a warning fails */
    public ExitCode exitCode(boolean strict) {
        return ExitCode.of(verdict.outcome(), strict);
    }
}
