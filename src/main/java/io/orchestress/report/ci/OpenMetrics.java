package io.orchestress.report.ci;

import io.orchestress.analysis.Findings;
import io.orchestress.record.RunRecord;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.Verdict;
import io.orchestress.record.metric.LatencyStat;
import io.orchestress.record.metric.MetricSample;
import io.orchestress.record.metric.MetricSamples;
import io.orchestress.record.metric.Quantity;
import io.orchestress.record.metric.RunPart;
import io.orchestress.report.RunFacts;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every metric, the key statistics of times and resources, as OpenMetrics 1.0 text, {@code metrics.txt}: what GitLab compares in a merge request, and what any scraper of files
 * reads. All are gauges: a run is over. Labels have no run id, so that the same metric has the same name in every run. Phase {@code *}
 * is all of them but warm-up; without a label {@code request} it is of all requests. What was not measured is absent.
 */
public final class OpenMetrics {
    private static final String PER_SECOND = "per_second";

    /** @param samples by their labels, as they are written: two names that look alike are one */
    private record Family(String unit, String help, Map<String, Double> samples) {}

    private final Map<String, Family> families = new LinkedHashMap<>();
    private final RunRecord run;

    private OpenMetrics(RunRecord run) {
        this.run = run;
    }

    /** Writes the figures; equal findings give equal text. */
    public static void write(Findings findings, Writer out) throws IOException {
        OpenMetrics metrics = new OpenMetrics(new RunFacts(findings).run());
        metrics.collect();
        metrics.print(out);
    }

    private void collect() {
        verdict(run.verdict());
        samples(RunPart.run(run));
        run.phases().stream().filter(phase -> !phase.warmUp()).forEach(phase -> samples(RunPart.phase(run, phase)));
        if (run.afterPlan() != null) {
            samples(RunPart.phase(run, run.afterPlan()));
        }
    }

    private void verdict(@Nullable Verdict verdict) {
        for (Verdict.Outcome outcome : Verdict.Outcome.values()) {
            boolean is = verdict != null && verdict.outcome() == outcome;
            add(
                    "orchestress_verdict",
                    "",
                    "1 for the outcome of the verdict, 0 for the others; all 0: no verdict.",
                    Map.of("outcome", outcome.name()),
                    is ? 1 : 0);
        }
        if (verdict != null && verdict.score() != null) {
            add("orchestress_score", "", "Score of the verdict, 0 to 100.", Map.of(), verdict.score());
        }
    }

    private void samples(RunPart part) {
        MetricSamples.of(part.together()).stream()
                .filter(sample -> sample.isKey() || isSlowest(sample))
                .forEach(sample -> sample(part.name(), sample));
    }

    private static boolean isSlowest(MetricSample sample) {
        return LatencyStat.MAX.label().equals(sample.labels().get(MetricSample.STAT));
    }

    private void sample(String phase, MetricSample sample) {
        Map<String, String> labels = new LinkedHashMap<>(sample.labels());
        labels.put("phase", phase);
        if (!sample.request().equals(SeriesKey.ALL_REQUESTS)) {
            labels.put("request", sample.request());
        }
        boolean resource = labels.containsKey(MetricSample.SUBJECT);
        String stat = resource ? null : labels.remove(MetricSample.STAT);
        LatencyStat ofTimes = stat == null ? null : LatencyStat.of(stat).orElseThrow();
        if (ofTimes != null && ofTimes.isPercentile()) {
            labels.put("quantile", quantile(ofTimes));
        }
        String name = sample.family() + (ofTimes == null || ofTimes.isPercentile() ? "" : "." + stat);
        String unit = unit(sample.quantity());
        add(
                family(name, unit),
                unit.equals(PER_SECOND) ? "" : unit,
                sample.meaning(),
                labels,
                sample.unit().equals(Quantity.TIME.unit()) ? seconds(sample.value()) : sample.value());
    }

    /** By the point, so that no digit is lost. */
    private static double seconds(double millis) {
        return Double.isFinite(millis)
                ? BigDecimal.valueOf(millis).movePointLeft(3).doubleValue()
                : millis;
    }

    private static String quantile(LatencyStat stat) {
        return BigDecimal.valueOf(stat.percentile())
                .movePointLeft(2)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** The name of a metric by the rule of OpenMetrics: underscores, and the unit at the end. */
    static String family(String metric, String unit) {
        String name = "orchestress_" + metric.replaceAll("[^a-z0-9]+", "_");
        return unit.isEmpty() || name.endsWith("_" + unit) ? name : name + "_" + unit;
    }

    /** Empty: none. */
    static String unit(Quantity quantity) {
        return switch (quantity) {
            case TIME -> "seconds";
            case SHARE, SCORE -> "ratio";
            case BYTES -> "bytes";
            case BYTE_RATE -> "bytes_" + PER_SECOND;
            case RATE -> PER_SECOND;
            case MONEY, COUNT -> "";
        };
    }

    private void add(String family, String unit, String help, Map<String, String> labels, double value) {
        if (Double.isFinite(value)) {
            families.computeIfAbsent(family, name -> new Family(unit, help, new LinkedHashMap<>()))
                    .samples()
                    .putIfAbsent(labels(labels), value);
        }
    }

    private void print(Writer out) throws IOException {
        for (Map.Entry<String, Family> family : families.entrySet()) {
            out.write("# TYPE " + family.getKey() + " gauge\n");
            if (!family.getValue().unit().isEmpty()) {
                out.write("# UNIT " + family.getKey() + " " + family.getValue().unit() + "\n");
            }
            out.write("# HELP " + family.getKey() + " "
                    + escaped(family.getValue().help()) + "\n");
            for (Map.Entry<String, Double> sample : family.getValue().samples().entrySet()) {
                out.write(family.getKey() + sample.getKey() + " " + number(sample.getValue()) + "\n");
            }
        }
        out.write("# EOF\n");
    }

    private String labels(Map<String, String> own) {
        Map<String, String> all = new TreeMap<>(own);
        all.put("simulation", run.simulation());
        all.put("profile", run.profile());
        List<String> labels = new ArrayList<>();
        all.forEach((name, value) -> labels.add(name + "=\"" + escaped(PlainText.clean(value)) + "\""));
        return "{" + String.join(",", labels) + "}";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
