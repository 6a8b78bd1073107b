package io.orchestress.live;

import io.orchestress.analysis.Findings;
import io.orchestress.live.view.RunView;
import io.orchestress.record.LiveState;
import io.orchestress.record.RecordException;
import io.orchestress.record.RecordTail;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.report.html.LiveHtml;
import io.orchestress.report.html.RunCharts;
import io.orchestress.report.html.SoFar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of the page, a function of what stands in the folder of a record: whether this process writes it or another one. Safe for use by
 * several threads, one at a time.
 */
final class RecordView implements AutoCloseable {
    private final Path folder;
    private final RecordTail tail;
    private final RunView view = new RunView();
    private @Nullable RunRecord noted;
    private String notes = "";
    private int notesVersion;
    private String structure = "";
    private String figures = "";
    private int figuresVersion;
    private String evaluation = "";
    private String evaluatedAt = "";
    private int evaluationVersion;
    private String problem = "";

    RecordView(Path folder) {
        this.folder = folder;
        this.tail = new RecordTail(folder);
    }

    /**
     * Reads what has come since, up to a bound.
     *
     * @return whether all of it has been read
     */
    synchronized boolean read() {
        if (!problem.isEmpty()) {
            return true;
        }
        try {
            return tail.read(view);
        } catch (RecordException e) {
            problem = "The record cannot be read any further: " + e.getMessage();
        } catch (UncheckedIOException e) {
            problem = "The record cannot be read any further: " + e.getMessage();
        }
        return true;
    }

    /** Whether the run goes on, by its record. */
    synchronized boolean isRunning() {
        return tail.run().status() == RunStatus.RUNNING;
    }

    /** End of the latest second, since the load started; 0: none yet. */
    synchronized double atSeconds() {
        return view.latest().map(row -> row.atSeconds()).orElse(0.0);
    }

    /** Gates, issues and agents were derived from what had ended by then. */
    synchronized void evaluated(String html, String when) {
        evaluation = html;
        evaluatedAt = when;
        evaluationVersion++;
    }

    /**
     * What the script of the page shows, as JSON.
     *
     * @param remark a sentence for the viewer; empty: none
     */
    synchronized String state(String remark) throws IOException {
        RunRecord run = tail.run();
        RunCharts charts = charts(run);
        note(run);
        Progress progress = new Progress(run, view);
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("at", view.latest().map(row -> row.atSeconds()).orElse(0.0));
        state.put("charts", charts.data());
        state.put("summaries", charts.summaries());
        state.put("figures", figuresVersion);
        state.put("notes", notesVersion);
        state.put("findings", evaluationVersion);
        state.put("evaluatedAt", evaluatedAt);
        state.put("plan", progress.plan());
        state.put("tiles", progress.tiles());
        state.put("breaker", Progress.breaker(LiveState.read(folder)));
        state.put("remark", problem.isEmpty() ? remark : problem);
        double read = tail.progress();
        state.put("read", read < 0.999 ? Math.floor(read * 100) : null);
        return LiveHtml.json(state);
    }

    /** The whole page as it is now. */
    synchronized String page(String remark, String secret) throws IOException {
        String state = state(remark);
        return LiveHtml.page(tail.run(), new LiveHtml.Parts(figures, notes, evaluation, state), secret);
    }

    synchronized String figures() {
        return figures;
    }

    synchronized String notes() {
        return notes;
    }

    synchronized String evaluation() {
        return evaluation;
    }

    private RunCharts charts(RunRecord run) throws IOException {
        Findings findings = view.findings(run);
        RunCharts charts = RunCharts.of(findings);
        String now = charts.structure();
        if (figuresVersion == 0 || !now.equals(structure)) {
            structure = now;
            figures = charts.html();
            figuresVersion++;
        }
        return charts;
    }

    private void note(RunRecord run) throws IOException {
        if (run != noted) {
            noted = run;
            notes = SoFar.notes(run);
            notesVersion++;
        }
    }

    @Override
    public synchronized void close() {
        tail.close();
    }
}
