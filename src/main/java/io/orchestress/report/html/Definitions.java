package io.orchestress.report.html;

import io.orchestress.report.ReportMetric;
import io.orchestress.report.RunFacts;
import io.orchestress.report.html.Page.Entry;
import java.util.ArrayList;
import java.util.List;

/** What each figure of the report means, a line each. */
final class Definitions {
    private Definitions() {}

    static List<Entry> of(RunFacts facts) {
        List<Entry> entries = new ArrayList<>();
        for (ReportMetric figure : ReportMetric.values()) {
            String t =
                    figure == ReportMetric.APDEX && facts.apdexT() != null ? " Here T = " + facts.apdexT() + "." : "";
            entries.add(new Entry(figure.title(), figure.meaning() + t));
        }
        entries.add(
                new Entry(
                        "Percentiles",
                        "From HdrHistograms in microseconds, within 0.1 % of the exact value; failed requests included. Never averaged."));
        entries.add(new Entry(
                "Corrected for coordinated omission",
                "Latency from the moment a request was due, not from when a delayed user sent it. It includes requests that "
                        + "users could not send meanwhile. Not available for a closed model without a pace."));
        entries.add(new Entry(
                "Phase", "A request belongs to the phase in which it started; time lines place it where it ended."));
        entries.add(new Entry(
                "Warm-up",
                "Phases that are measured and shown, but excluded from the verdict and the percentile spectrum."));
        entries.add(new Entry("In flight", "Requests sent but not answered at the end of each bin."));
        entries.add(
                new Entry(
                        "Verdict",
                        "The worst of the gates; INCONCLUSIVE when evidence is missing, never a pass. A tripped breaker fails the run."));
        entries.add(
                new Entry(
                        "Score and grade",
                        "0.6 × share of gates passed, a warning counting half, + 0.4 × mean of success rate, Apdex and shares of agents; 0 to 100; at most 89 with a warning and 59 with a failure, and none without a verdict. They do not affect the verdict."));
        facts.agents().ifPresent(agents -> addAgents(entries));
        return entries;
    }

    private static void addAgents(List<Entry> entries) {
        entries.add(new Entry(
                "Good task, goodput",
                "A task that finished within every applicable limit of orchestress.slo; such tasks per second."));
        entries.add(new Entry(
                "TTFT",
                "Time to first token: from the request to the first chunk with content, over successful streams."));
        entries.add(
                new Entry(
                        "ITL, ICL",
                        "Gap between two chunks. Inter-token latency where the target's count of tokens shows one token per chunk, otherwise inter-chunk latency."));
        entries.add(new Entry(
                "TPOT",
                "Time per output token: (whole stream − TTFT) ÷ (output tokens − 1), where tokens were counted."));
        entries.add(
                new Entry(
                        "Cost",
                        "Tokens × price of the model that answered; unknown where a model has no price or tokens were not reported."));
    }
}
