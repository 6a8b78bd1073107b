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
import io.orchestress.run.Verdict;
import io.orchestress.run.WholeFile;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a record says.
 *
 * @param summary plain text for a console
 */
public record Conclusion(ExitCode exitCode, String summary) {

    /**
     * Analyses a record whose writer is gone and writes {@code run.json}, {@code issues.json}, {@code issues.md},
     * {@code summary.md}, {@code junit.xml}, {@code results.sarif}, {@code metrics.txt}, {@code report.html} and, where there is
     * something to plan with, {@code capacity.html} into it; then adds it to the history, if it lies in {@code record.folder}.
     *
     * @throws io.orchestress.run.RecordException when the record cannot be read
     * @throws io.orchestress.config.InvalidConfigException when a gate is no rule, or names a phase that is not in the plan
     * @throws IOException when a report cannot be written
     */
    public static Conclusion of(Path folder, Settings settings) throws IOException {
        RecordReader reader = RecordReader.open(folder, RecordReader.Writer.GONE);
        ReleaseGates.checkPhases(settings, reader.run().plan());
        Profiles profiles = JfrFiles.of(
                folder, reader.run(), settings.planning().profiling().most());
        Findings findings = Analysis.of(
                reader,
                Thresholds.of(settings),
                run -> new BaselineCheck(settings).compared(reader, run.withProfiles(profiles)));
        RecordJson.writeAtomically(folder.resolve("run.json"), findings.record());
        RecordJson.writeAtomically(
                folder.resolve("issues.json"), findings.record().issues());
        WholeFile.write(folder.resolve("issues.md"), out -> IssuesMarkdown.write(findings, out));
        Optional<URI> artefacts = Pipeline.of(System.getenv()).artefacts();
        WholeFile.write(folder.resolve("summary.md"), out -> SummaryMarkdown.write(findings, artefacts, out));
        WholeFile.write(
                folder.resolve("junit.xml"),
                out -> JUnitXml.write(findings, settings.gates().strict(), out));
        WholeFile.write(folder.resolve("results.sarif"), out -> Sarif.write(findings, out));
        WholeFile.write(folder.resolve("metrics.txt"), out -> OpenMetrics.write(findings, out));
        WholeFile.write(folder.resolve("report.html"), out -> HtmlReport.write(findings, out));
        if (CapacityHtml.isThere(findings)) {
            WholeFile.write(folder.resolve("capacity.html"), out -> CapacityHtml.write(findings, out));
        }
        StringWriter summary = new StringWriter();
        ConsoleSummary.write(findings, folder, summary);
        for (String line : Remembering.of(findings.record(), folder, settings)) {
            summary.write(Visible.line(line) + "\n");
        }
        return new Conclusion(exitCode(findings.record().verdict(), settings), summary.toString());
    }

    private static ExitCode exitCode(@Nullable Verdict verdict, Settings settings) {
        return verdict == null
                ? ExitCode.FAILED
                : ExitCode.of(verdict.outcome(), settings.gates().strict());
    }
}
