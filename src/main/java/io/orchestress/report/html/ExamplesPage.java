package io.orchestress.report.html;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.sample.Sample;
import io.orchestress.report.Examples;
import io.orchestress.report.RunFacts;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts of the section with single tasks and requests, not yet escaped.
 *
 * @param heading of the slowest
 * @param what they are
 * @param slowest of the run
 * @param all slowest by phase and request; empty where it would repeat those
 * @param failed examples of each failure
 * @param untraced why no row has a trace; empty: some have
 * @param doubts what is missing
 */
record ExamplesPage(
        String heading,
        String what,
        List<Row> slowest,
        List<Row> all,
        List<Row> failed,
        String untraced,
        List<String> doubts) {
    private static final double MICROS = 1e6;

    /**
     * One sample.
     *
     * @param waterfall anchor of its waterfall; empty: there is none
     */
    record Row(
            String request,
            String phase,
            String started,
            String took,
            String first,
            String tokens,
            String outcome,
            String words,
            TraceLinks.@Nullable Trace trace,
            String waterfall) {}

    /** Null where nothing was kept. */
    static @Nullable ExamplesPage of(RunFacts facts, TraceLinks links) {
        List<Sample> samples = facts.findings().samples().all();
        List<String> doubts = facts.findings().samples().doubts();
        if (samples.isEmpty() && doubts.isEmpty()) {
            return null;
        }
        boolean tasks = Examples.areTasks(facts);
        List<Sample> slowest = Examples.slowest(facts);
        List<Sample> byPhase = Examples.byPhase(facts);
        return new ExamplesPage(
                tasks ? "Slowest tasks" : "Slowest requests",
                tasks ? "task" : "request",
                rows(slowest, facts, links),
                slowest.containsAll(byPhase) ? List.of() : rows(byPhase, facts, links),
                rows(Examples.failed(facts), facts, links),
                samples.isEmpty() || samples.stream().anyMatch(Sample::isTraced)
                        ? ""
                        : "No request carried a trace: orchestress.tracing.enabled was false, or the protocol has no place for one.",
                doubts);
    }

    private static List<Row> rows(List<Sample> samples, RunFacts facts, TraceLinks links) {
        return samples.stream().map(one -> row(one, facts, links)).toList();
    }

    private static Row row(Sample one, RunFacts facts, TraceLinks links) {
        return new Row(
                PlainText.clean(one.request()),
                PlainText.clean(one.phase()),
                Format.clock(one.startSeconds()),
                Page.unbroken(Format.latency(MICROS * one.seconds())),
                one.firstSeconds() == 0 ? Format.NONE : Page.unbroken(Format.latency(MICROS * one.firstSeconds())),
                tokens(one),
                PlainText.clean(one.outcome()),
                PlainText.clean(
                        one.words().isEmpty() ? FailureClass.of(one.outcome()).meaning() : one.words()),
                links.of(one),
                one.isTask() ? WaterfallCharts.anchor(facts, one.task()) : "");
    }

    private static String tokens(Sample one) {
        return one.inputTokens() < 0 && one.outputTokens() < 0
                ? Format.NONE
                : count(one.inputTokens()) + " / " + count(one.outputTokens());
    }

    private static String count(long tokens) {
        return tokens < 0 ? Format.NONE : Format.count(tokens);
    }
}
