package io.orchestress.evaluation;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.analysis.Findings;
import io.orchestress.config.Settings;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;

/** A record as its reports show it. */
public final class EvaluatedRecord {
    private EvaluatedRecord() {}

    /**
     * Reads {@code run.json}, verdict and comparison included, and the histograms; nothing is written. A record
     * that was never concluded is judged by {@code settings}.
     *
     * @throws io.orchestress.record.RecordException when the record cannot be read
     */
    public static Findings of(RecordReader reader, Settings settings) {
        Findings analysed = Analysis.of(reader, settings.part(AnalysisSettings.class));
        RunRecord run = reader.run();
        boolean concluded = run.verdict() != null && run.totals() != null && run.status() != RunStatus.RUNNING;
        return concluded
                ? new Findings(
                        run,
                        analysed.timeline(),
                        analysed.heatMap(),
                        analysed.spectra(),
                        analysed.agentTimeline(),
                        analysed.resourceTimeline(),
                        analysed.samples())
                : analysed;
    }
}
