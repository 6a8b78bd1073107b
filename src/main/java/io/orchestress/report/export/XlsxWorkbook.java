package io.orchestress.report.export;

import io.orchestress.analysis.Findings;
import io.orchestress.analysis.Timeline.Bin;
import io.orchestress.analysis.Timeline.Percentiles;
import io.orchestress.record.Capacity;
import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Issue;
import io.orchestress.record.LoadStep;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.report.export.Sheet.Column;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.TreeMap;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;

/**
 * A workbook with a sheet per subject; latencies in milliseconds, shares in percent, all numbers as numbers. Long because it is a list:
 * a method per sheet, which states its columns and right below them the cells, so that the two can be read together.
 */
final class XlsxWorkbook {
    private static final String COUNT = "#,##0";
    private static final String MILLIS = "#,##0.0";
    private static final String RATE = "#,##0.00";
    private static final String PERCENT = "0.00%";
    private static final String FIGURE = "#,##0.####";

    private final Findings findings;
    private final RunRecord run;
    private final Workbook book;

    private XlsxWorkbook(Findings findings, Workbook book) {
        this.findings = findings;
        this.run = findings.record();
        this.book = book;
    }

    static void write(Findings findings, OutputStream out) throws IOException {
        try (Workbook book = new Workbook(out, "Orchestress", "1.0")) {
            XlsxWorkbook workbook = new XlsxWorkbook(findings, book);
            workbook.summary();
            workbook.requests();
            workbook.issues();
            workbook.gates();
            workbook.steps();
            workbook.timeline();
            workbook.comparison();
            workbook.configuration();
        }
    }

    private void summary() {
        Sheet sheet =
                new Sheet(book, "Summary", List.of(Column.name("what", 28), new Column("value", 60, FIGURE, false)));
        Verdict verdict = run.verdict();
        sheet.add("verdict", verdict == null ? "none" : verdict.outcome().name());
        sheet.add("reason", verdict == null ? "" : verdict.reason());
        sheet.add("score (0 to 100)", verdict == null ? null : verdict.score());
        sheet.add("grade", verdict == null ? null : verdict.grade());
        sheet.add("run", run.runId());
        sheet.add("simulation", run.simulation());
        sheet.add("profile", run.profile());
        sheet.add("model", run.model().configName());
        sheet.add("status", run.status().json());
        sheet.add("target", run.target().url());
        sheet.add("protocol", run.target().protocol());
        sheet.add("started", Format.instant(run.startedAt()));
        RequestResult totals = run.totals();
        if (totals != null) {
            Latency latency = totals.latencyMicros();
            sheet.add("requests, without warm-up", totals.count());
            sheet.add("failed", totals.failed());
            sheet.add("failed %", totals.count() == 0 ? null : totals.errorRate() * 100);
            sheet.add("requests per second", totals.throughputPerSec());
            sheet.add("p50 ms", latency == null ? null : latency.p50() / 1e3);
            sheet.add("p95 ms", latency == null ? null : latency.p95() / 1e3);
            sheet.add("p99 ms", latency == null ? null : latency.p99() / 1e3);
            sheet.add("apdex", totals.apdex());
        }
        sheet.close();
    }

    private void requests() {
        Sheet sheet = new Sheet(
                book,
                "Phases × requests",
                List.of(
                        Column.name("phase", 22),
                        Column.text("request", 30),
                        Column.text("warm-up", 9),
                        Column.number("requests", COUNT),
                        Column.number("failed", COUNT),
                        Column.number("errors", PERCENT),
                        Column.number("rate /s", RATE),
                        Column.number("p50 ms", MILLIS),
                        Column.number("p90 ms", MILLIS),
                        Column.number("p95 ms", MILLIS),
                        Column.number("p99 ms", MILLIS),
                        Column.number("p99.9 ms", MILLIS),
                        Column.number("max ms", MILLIS),
                        Column.number("mean ms", MILLIS),
                        Column.number("sd ms", MILLIS),
                        Column.number("apdex", RATE)));
        for (PhaseResult phase : run.phases()) {
            phase.requests().forEach(request -> request(sheet, phase.name(), phase.warmUp(), request));
            request(sheet, phase.name(), phase.warmUp(), phase.total());
        }
        PhaseResult after = run.afterPlan();
        if (after != null) {
            after.requests().forEach(request -> request(sheet, after.name(), false, request));
            request(sheet, after.name(), false, after.total());
        }
        if (run.totals() != null) {
            request(sheet, "*", false, run.totals());
        }
        sheet.close();
    }

    private static void request(Sheet sheet, String phase, boolean warmUp, RequestResult r) {
        Latency l = r.latencyMicros();
        sheet.add(
                phase,
                r.name(),
                warmUp ? "yes" : "no",
                r.count(),
                r.failed(),
                r.count() == 0 ? null : r.errorRate(),
                r.isCountOnly() ? null : r.throughputPerSec(),
                l == null ? null : l.p50() / 1e3,
                l == null ? null : l.p90() / 1e3,
                l == null ? null : l.p95() / 1e3,
                l == null ? null : l.p99() / 1e3,
                l == null ? null : l.p999() / 1e3,
                l == null ? null : l.max() / 1e3,
                l == null ? null : l.mean() / 1e3,
                l == null ? null : l.stdDev() / 1e3,
                r.count() == 0 ? null : r.apdex());
    }

    private void issues() {
        Sheet sheet = new Sheet(
                book,
                "Issues",
                List.of(
                        Column.text("severity", 11),
                        Column.text("type", 26),
                        Column.text("description", 70),
                        Column.text("impact", 60),
                        Column.text("phases", 22),
                        Column.text("requests", 22),
                        Column.number("from s", MILLIS),
                        Column.number("to s", MILLIS),
                        Column.text("metric", 16),
                        Column.number("actual", FIGURE),
                        Column.number("threshold", FIGURE),
                        Column.text("unit", 8)));
        for (Issue issue : run.issues()) {
            Issue.Evidence e = issue.evidence();
            sheet.add(
                    issue.severity().name(),
                    issue.type(),
                    issue.description(),
                    issue.impact(),
                    String.join(", ", e.phases()),
                    String.join(", ", e.requests()),
                    e.fromSeconds(),
                    e.toSeconds(),
                    e.metric(),
                    e.actual(),
                    e.threshold(),
                    e.unit());
        }
        sheet.close();
    }

    private void gates() {
        Sheet sheet = new Sheet(
                book,
                "Gates",
                List.of(
                        Column.text("outcome", 15),
                        Column.text("gate", 26),
                        Column.number("actual", FIGURE),
                        Column.number("threshold", FIGURE),
                        Column.text("unit", 8),
                        Column.text("note", 70)));
        if (run.verdict() != null) {
            run.verdict()
                    .gates()
                    .forEach(g ->
                            sheet.add(g.outcome().name(), g.name(), g.actual(), g.threshold(), g.unit(), g.note()));
        }
        sheet.close();
    }

    /** Only where there were any. */
    private void steps() {
        Capacity capacity = run.planning() == null ? null : run.planning().capacity();
        if (capacity == null || capacity.steps().isEmpty()) {
            return;
        }
        Sheet sheet = new Sheet(
                book,
                "Steps of load",
                List.of(
                        Column.name("step", 18),
                        Column.text("outcome", 14),
                        Column.number("load " + PlainText.clean(capacity.unit()), FIGURE),
                        Column.number("rate /s", RATE),
                        Column.number("goodput /s", RATE),
                        Column.number("good", PERCENT),
                        Column.number("errors", PERCENT),
                        Column.number("p50 ms", MILLIS),
                        Column.number("p95 ms", MILLIS),
                        Column.number("p99 ms", MILLIS),
                        Column.number("in flight", MILLIS),
                        Column.number("Little", RATE),
                        Column.number("target CPU", PERCENT),
                        Column.number("memory", PERCENT),
                        Column.number("queue", MILLIS),
                        Column.text("broken by", 28)));
        for (LoadStep step : capacity.steps()) {
            sheet.add(
                    step.phase(),
                    step.word(),
                    step.load(),
                    step.throughputPerSec(),
                    step.goodputPerSec(),
                    step.goodShare(),
                    step.errorRate(),
                    step.p50Millis(),
                    step.p95Millis(),
                    step.p99Millis(),
                    step.concurrency(),
                    step.littleRatio(),
                    step.targetCpu(),
                    step.memory(),
                    step.queueDepth(),
                    String.join(", ", step.brokenBy()));
        }
        sheet.close();
    }

    private void timeline() {
        Sheet sheet = new Sheet(
                book,
                "Time line",
                List.of(
                        Column.number("at s", COUNT),
                        Column.number("users", MILLIS),
                        Column.number("in flight", COUNT),
                        Column.number("ok /s", RATE),
                        Column.number("failed /s", RATE),
                        Column.number("p50 ms", MILLIS),
                        Column.number("p75 ms", MILLIS),
                        Column.number("p95 ms", MILLIS),
                        Column.number("p99 ms", MILLIS),
                        Column.number("max ms", MILLIS)));
        for (Bin bin : findings.timeline().bins()) {
            Percentiles p = bin.percentiles();
            sheet.add(
                    bin.atSeconds(),
                    bin.users(),
                    bin.inFlight(),
                    bin.okPerSec(),
                    bin.failedPerSec(),
                    p == null ? null : p.p50() / 1e3,
                    p == null ? null : p.p75() / 1e3,
                    p == null ? null : p.p95() / 1e3,
                    p == null ? null : p.p99() / 1e3,
                    p == null ? null : p.max() / 1e3);
        }
        sheet.close();
    }

    private void comparison() {
        Comparison comparison = run.comparison();
        if (comparison == null) {
            return;
        }
        Sheet sheet = new Sheet(
                book,
                "Comparison",
                List.of(
                        Column.name("metric", 24),
                        Column.text("request", 26),
                        Column.text("outcome", 15),
                        Column.text("kind", 14),
                        Column.text("severity", 11),
                        Column.number("before", FIGURE),
                        Column.number("after", FIGURE),
                        Column.text("unit", 8),
                        Column.number("change", PERCENT),
                        Column.number("from", PERCENT),
                        Column.number("to", PERCENT),
                        Column.number("p", "0.0000"),
                        Column.number("tolerance", PERCENT),
                        Column.number("smallest seen", PERCENT),
                        Column.text("role", 9),
                        Column.text("note", 50)));
        for (Change c : comparison.changes()) {
            sheet.add(
                    c.metric(),
                    c.request(),
                    c.outcome().name(),
                    c.kind().name(),
                    name(c.severity()),
                    c.before(),
                    c.after(),
                    c.unit(),
                    c.change(),
                    c.from(),
                    c.to(),
                    c.pValue(),
                    c.tolerance(),
                    c.smallest(),
                    name(c.role()),
                    c.note());
        }
        sheet.close();
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    private void configuration() {
        Sheet sheet = new Sheet(book, "Configuration", List.of(Column.name("key", 50), Column.text("value", 60)));
        new TreeMap<>(run.configuration()).forEach(sheet::add);
        sheet.close();
    }
}
