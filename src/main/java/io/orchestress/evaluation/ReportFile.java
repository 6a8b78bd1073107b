package io.orchestress.evaluation;

import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.Findings;
import io.orchestress.config.Settings;
import io.orchestress.config.TracingSettings;
import io.orchestress.notify.ci.Pipeline;
import io.orchestress.record.AtomicFile;
import io.orchestress.record.RecordJson;
import io.orchestress.report.ci.JUnitXml;
import io.orchestress.report.ci.OpenMetrics;
import io.orchestress.report.ci.Sarif;
import io.orchestress.report.html.CapacityHtml;
import io.orchestress.report.html.HtmlReport;
import io.orchestress.report.markdown.IssuesMarkdown;
import io.orchestress.report.markdown.SummaryMarkdown;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * A file that each judged record has.
 *
 * @param condition of its being written
 */
record ReportFile(String name, Predicate<Findings> condition, Content content) {
    /** What is in it. */
    @FunctionalInterface
    interface Content {
        void write(Findings findings, Settings settings, OutputStream out) throws IOException;
    }

    @FunctionalInterface
    private interface Text {
        void write(Findings findings, Settings settings, Writer out) throws IOException;
    }

    /** In this order: first what a run that must end within seconds needs. */
    static final List<ReportFile> ALL = List.of(
            bytes("run.json", (findings, settings, out) -> RecordJson.write(findings.record(), out)),
            text(
                    "report.html",
                    (findings, settings, out) -> HtmlReport.write(
                            findings,
                            id -> settings.part(TracingSettings.class)
                                    .linkTo(id)
                                    .orElse(""),
                            out)),
            bytes(
                    "issues.json",
                    (findings, settings, out) ->
                            RecordJson.write(findings.record().issues(), out)),
            text("issues.md", (findings, settings, out) -> IssuesMarkdown.write(findings, out)),
            text(
                    "summary.md",
                    (findings, settings, out) -> SummaryMarkdown.write(
                            findings, Pipeline.of(System.getenv()).artefacts(), out)),
            text(
                    "junit.xml",
                    (findings, settings, out) -> JUnitXml.write(
                            findings,
                            settings.part(AnalysisSettings.class).gates().strict(),
                            out)),
            text("results.sarif", (findings, settings, out) -> Sarif.write(findings, out)),
            text("metrics.txt", (findings, settings, out) -> OpenMetrics.write(findings, out)),
            text("capacity.html", (findings, settings, out) -> CapacityHtml.write(findings, out))
                    .where(CapacityHtml::isThere));

    private static ReportFile bytes(String name, Content content) {
        return new ReportFile(name, findings -> true, content);
    }

    private static ReportFile text(String name, Text text) {
        return bytes(name, (findings, settings, out) -> {
            try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
                text.write(findings, settings, writer);
            }
        });
    }

    private ReportFile where(Predicate<Findings> newCondition) {
        return new ReportFile(name, newCondition, content);
    }

    /** Whole or not at all: who reads it sees the old file or the new one. */
    void write(Path folder, Findings findings, Settings settings) throws IOException {
        if (condition.test(findings)) {
            AtomicFile.bytes(folder.resolve(name), out -> content.write(findings, settings, out));
        }
    }
}
