package io.orchestress.evaluation;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.Findings;
import io.orchestress.config.Settings;
import io.orchestress.monitoring.profiling.JfrFiles;
import io.orchestress.notify.ci.Pipeline;
import io.orchestress.record.AtomicFile;
import io.orchestress.record.ExitCode;
import io.orchestress.record.Profiles;
import io.orchestress.record.RecordJson;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.report.ci.JUnitXml;
import io.orchestress.report.ci.OpenMetrics;
import io.orchestress.report.ci.Sarif;
import io.orchestress.report.console.ConsoleSummary;
import io.orchestress.report.html.CapacityHtml;
import io.orchestress.report.html.HtmlReport;
import io.orchestress.report.markdown.IssuesMarkdown;
import io.orchestress.report.markdown.SummaryMarkdown;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a record says.
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
    public static Evaluation of(Path folder, Settings settings) throws IOException {
        Evaluation judged = judged(folder, settings);
        return judged.with(judged.remembered(folder, settings));
    }

    /**
     * Analyses a record whose writer is gone and writes into it {@code run.json} and {@code report.html}, which a run that must end within
     * seconds needs first, then {@code issues.json}, {@code issues.md}, {@code summary.md}, {@code junit.xml}, {@code results.sarif},
     * {@code metrics.txt} and, where there is something to plan with, {@code capacity.html}.
     *
     * @throws io.orchestress.record.RecordException when the record cannot be read
     * @throws io.orchestress.config.InvalidConfigException when a gate is no rule, or names a phase that is not in the plan
     * @throws IOException when a report cannot be written
     */
    public static Evaluation judged(Path folder, Settings settings) throws IOException {
        RecordReader reader = RecordReader.open(folder, RecordReader.Writer.GONE);
        ReleaseGates.checkPhases(settings, reader.run().plan());
        Profiles profiles =
                JfrFiles.of(folder, reader.run(), settings.profiling().most());
        Findings findings = Analysis.of(
                reader,
                settings.part(AnalysisSettings.class),
                run -> new BaselineCheck(settings).compared(reader, run.withProfiles(profiles)));
        RunRecord run = findings.record();
        RecordJson.writeAtomically(folder.resolve("run.json"), run);
        AtomicFile.write(folder.resolve("report.html"), out -> HtmlReport.write(findings, out));
        RecordJson.writeAtomically(folder.resolve("issues.json"), run.issues());
        AtomicFile.write(folder.resolve("issues.md"), out -> IssuesMarkdown.write(findings, out));
        Optional<URI> artefacts = Pipeline.of(System.getenv()).artefacts();
        AtomicFile.write(folder.resolve("summary.md"), out -> SummaryMarkdown.write(findings, artefacts, out));
        AtomicFile.write(
                folder.resolve("junit.xml"),
                out -> JUnitXml.write(
                        findings, settings.part(AnalysisSettings.class).gates().strict(), out));
        AtomicFile.write(folder.resolve("results.sarif"), out -> Sarif.write(findings, out));
        AtomicFile.write(folder.resolve("metrics.txt"), out -> OpenMetrics.write(findings, out));
        if (CapacityHtml.isThere(findings)) {
            AtomicFile.write(folder.resolve("capacity.html"), out -> CapacityHtml.write(findings, out));
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
