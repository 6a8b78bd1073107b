package io.orchestress.evaluation;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.Findings;
import io.orchestress.config.Settings;
import io.orchestress.record.RecordJson;
import io.orchestress.record.RecordReader;
import io.orchestress.report.ci.JUnitXml;
import io.orchestress.report.ci.OpenMetrics;
import io.orchestress.report.ci.Sarif;
import io.orchestress.report.console.ConsoleSummary;
import io.orchestress.report.html.HtmlReport;
import io.orchestress.report.markdown.IssuesMarkdown;
import io.orchestress.report.markdown.SummaryMarkdown;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Concludes a small record that is part of this program, and throws away what comes of it, before a run is judged. Its 1 800 classes
 * and its templates are loaded then, and not when the run is interrupted and has seconds for verdict and report, on a machine that may be
 * busy. It writes nothing, and what goes wrong with it changes nothing about the run.
 */
public final class Rehearsal {
    /** For which a run waits with its load: what is not loaded by then is loaded at the end. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final String RUN = "rehearsal/" + RecordReader.RUN_FILE;

    private final Thread thread;

    private Rehearsal(Thread thread) {
        this.thread = thread;
    }

    /** On a thread of its own. */
    public static Rehearsal begin(Settings settings) {
        Thread thread = new Thread(() -> quietly(settings), "orchestress-rehearsal");
        thread.setDaemon(true);
        thread.start();
        return new Rehearsal(thread);
    }

    /** Until it is over: the load has the processors to itself. */
    public void await() {
        try {
            thread.join(LONGEST.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void quietly(Settings settings) {
        try {
            of(settings);
        } catch (IOException | URISyntaxException | RuntimeException e) {
            // the end of the run takes longer
        }
    }

    static Findings of(Settings settings) throws IOException, URISyntaxException {
        URL run = Rehearsal.class.getResource(RUN);
        if (run == null) {
            throw new IOException("not on the class path: " + RUN);
        }
        URI uri = run.toURI();
        if (!"jar".equals(uri.getScheme())) {
            return conclude(Path.of(uri), settings);
        }
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            return conclude(jar.provider().getPath(uri), settings);
        }
    }

    private static Findings conclude(Path run, Settings settings) throws IOException {
        Path folder = run.resolveSibling("");
        Findings findings =
                Analysis.of(RecordReader.open(folder, RecordReader.Writer.GONE), settings.part(AnalysisSettings.class));
        RecordJson.text(findings.record());
        Writer nowhere = Writer.nullWriter();
        HtmlReport.write(findings, nowhere);
        IssuesMarkdown.write(findings, nowhere);
        SummaryMarkdown.write(findings, Optional.empty(), nowhere);
        JUnitXml.write(findings, settings.part(AnalysisSettings.class).gates().strict(), nowhere);
        Sarif.write(findings, nowhere);
        OpenMetrics.write(findings, nowhere);
        ConsoleSummary.write(findings, folder, nowhere);
        return findings;
    }
}
