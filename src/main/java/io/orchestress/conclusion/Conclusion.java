package io.orchestress.conclusion;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.Findings;
import io.orchestress.config.Settings;
import io.orchestress.pipeline.Pipeline;
import io.orchestress.profiling.JfrFiles;
import io.orchestress.report.ci.JUnitXml;
import io.orchestress.report.ci.OpenMetrics;
import io.orchestress.report.ci.Sarif;
import io.orchestress.report.console.ConsoleSummary;
import io.orchestress.report.html.CapacityHtml;
import io.orchestress.report.html.HtmlReport;
import io.orchestress.report.markdown.IssuesMarkdown;
import io.orchestress.report.markdown.SummaryMarkdown;
import io.orchestress.run.ExitCode;
import io.orchestress.run.Profiles;
import io.orchestress.run.RecordJson;
import io.orchestress.run.RecordReader;
import io.orchestress.run.RunRecord;
import io.orchestress.run.Verdict;
import io.orchestress.run.WholeFile;
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
public record Conclusion(
        ExitCode exitCode, String summary, @Nullable RunRecord run) {

    /**
     * {@link #judged Judges} a record, and adds it to the history, if it lies in {@code record.folder}.
     *
     * @throws IOException when a report cannot be written
     */
    public static Conclusion of(Path folder, Settings settings) throws IOException {
        Conclusion judged = judged(folder, settings);
        return judged.with(judged.remembered(folder, settings));
    }

    /**
     * Analyses a record whose writer is gone and writes into it {@code run.json} and {@code report.html}, which a run that must end within
     * seconds needs first, then {@code issues.json}, {@code issues.md}, {@code summary.md}, {@code junit.xml}, {@code results.sarif},
     * {@code metrics.txt} and, where there is something to plan with, {@code capacity.html}.
     *
     * @throws io.orchestress.run.RecordException when the record cannot be read
     * @throws io.orchestress.config.InvalidConfigException when a gate is no rule, or names a phase that is not in the plan
     * @throws IOException when a report cannot be written
     */
    public static Conclusion judged(Path folder, Settings settings) throws IOException {
        RecordReader reader = RecordReader.open(folder, RecordReader.Writer.GONE);
        ReleaseGates.checkPhases(settings, reader.run().plan());
        Profiles profiles = JfrFiles.of(
                folder, reader.run(), settings.planning().profiling().most());
        Findings findings = Analysis.of(
                reader,
                Thresholds.of(settings),
                run -> new BaselineCheck(settings).compared(reader, run.withProfiles(profiles)));
        RunRecord run = findings.record();
        RecordJson.writeAtomically(folder.resolve("run.json"), run);
        WholeFile.write(folder.resolve("report.html"), out -> HtmlReport.write(findings, out));
        RecordJson.writeAtomically(folder.resolve("issues.json"), run.issues());
        WholeFile.write(folder.resolve("issues.md"), out -> IssuesMarkdown.write(findings, out));
        Optional<URI> artefacts = Pipeline.of(System.getenv()).artefacts();
        WholeFile.write(folder.resolve("summary.md"), out -> SummaryMarkdown.write(findings, artefacts, out));
        WholeFile.write(
                folder.resolve("junit.xml"),
                out -> JUnitXml.write(findings, settings.gates().strict(), out));
        WholeFile.write(folder.resolve("results.sarif"), out -> Sarif.write(findings, out));
        WholeFile.write(folder.resolve("metrics.txt"), out -> OpenMetrics.write(findings, out));
        if (CapacityHtml.isThere(findings)) {
            WholeFile.write(folder.resolve("capacity.html"), out -> CapacityHtml.write(findings, out));
        }
        StringWriter summary = new StringWriter();
        ConsoleSummary.write(findings, folder, summary);
        return new Conclusion(exitCode(run.verdict(), settings), summary.toString(), run);
    }

    /**
     * Adds the run to the history, if its record lies in {@code record.folder}.
     *
     * @return what there is to say about it, a line each; mostly nothing
     */
    public List<String> remembered(Path folder, Settings settings) {
        return run == null ? List.of() : Remembering.of(run, folder, settings);
    }

    /** The same with more lines at its end. */
    public Conclusion with(List<String> lines) {
        StringBuilder all = new StringBuilder(summary);
        lines.forEach(line -> all.append(Visible.line(line)).append('\n'));
        return new Conclusion(exitCode, all.toString(), run);
    }

    private static ExitCode exitCode(@Nullable Verdict verdict, Settings settings) {
        return verdict == null
                ? ExitCode.FAILED
                : ExitCode.of(verdict.outcome(), settings.gates().strict());
    }
}
