package io.orchestress.evaluation;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.Findings;
import io.orchestress.config.Settings;
import io.orchestress.monitoring.profiling.JfrFiles;
import io.orchestress.record.ExitCode;
import io.orchestress.record.Profiles;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.report.console.ConsoleSummary;
import io.orchestress.text.ProgressListener;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The evaluation of a record.
 *
 * @param summary plain text for a console
 * @param run judged; null when it could not be
 */
public record Evaluation(
        ExitCode exitCode, String summary, @Nullable RunRecord run) {

    /**
     * {@link #judged Judges} a record, and adds it to the history, if it lies in {@code record.folder}.
     *
     * @throws IOException when a report cannot be written
     */
    public static Evaluation of(Path folder, Settings settings, ProgressListener progress) throws IOException {
        Evaluation judged = judged(folder, settings, progress);
        return judged.with(judged.remembered(folder, settings));
    }

    /** The same with nobody who asks how far it is. */
    public static Evaluation of(Path folder, Settings settings) throws IOException {
        return of(folder, settings, ProgressListener.NONE);
    }

    /**
     * Analyses a record whose writer is gone and writes {@link ReportFile#ALL every report file} into it.
     *
     * @throws io.orchestress.record.RecordException when the record cannot be read
     * @throws io.orchestress.config.InvalidConfigException when a gate is no rule, or names a phase that is not in the plan
     * @throws IOException when a report cannot be written
     */
    public static Evaluation judged(Path folder, Settings settings, ProgressListener progress) throws IOException {
        RecordReader reader = RecordReader.open(folder, RecordReader.Writer.GONE, progress);
        ReleaseGates.checkPhases(settings, reader.run().plan());
        Profiles profiles =
                JfrFiles.of(folder, reader.run(), settings.profiling().most());
        Findings findings = Analysis.of(
                reader,
                settings.part(AnalysisSettings.class),
                run -> new BaselineCheck(settings).compared(reader, run.withProfiles(profiles)));
        RunRecord run = findings.record();
        for (ReportFile file : ReportFile.ALL) {
            progress.at("writing " + file.name(), 0, 0);
            file.write(folder, findings, settings);
        }
        StringWriter summary = new StringWriter();
        ConsoleSummary.write(findings, folder, summary);
        return new Evaluation(exitCode(run.verdict(), settings), summary.toString(), run);
    }

    /**
     * Adds the run to the history, if its record lies in {@code record.folder}.
     *
     * @return what there is to say about it, a line each; mostly nothing
     */
    public List<String> remembered(Path folder, Settings settings) {
        return run == null ? List.of() : HistoryUpdate.of(run, folder, settings);
    }

    /** The same with more lines at its end. */
    public Evaluation with(List<String> lines) {
        StringBuilder all = new StringBuilder(summary);
        lines.forEach(line -> all.append(Visible.line(line)).append('\n'));
        return new Evaluation(exitCode, all.toString(), run);
    }

    private static ExitCode exitCode(@Nullable Verdict verdict, Settings settings) {
        return verdict == null
                ? ExitCode.FAILED
                : ExitCode.of(
                        verdict.outcome(),
                        settings.part(AnalysisSettings.class).gates().strict());
    }
}
