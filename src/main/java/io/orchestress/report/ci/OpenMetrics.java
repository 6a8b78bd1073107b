package io.orchestress.report.ci;

import io.orchestress.analysis.Findings;
import io.orchestress.record.RunRecord;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.metric.LatencyStat;
import io.orchestress.record.metric.MetricSample;
import io.orchestress.record.metric.MetricSamples;
import io.orchestress.record.metric.Quantity;
import io.orchestress.record.metric.RunPart;
import io.orchestress.record.metric.VerdictSamples;
import io.orchestress.report.RunFacts;
import io.orchestress.text.openmetrics.Exposition;
import io.orchestress.text.openmetrics.MetricFamilies;
import io.orchestress.text.openmetrics.MetricFamily;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every metric, the key statistics of times and resources, as OpenMetrics 1.0 text, {@code metrics.txt}: what GitLab compares in a merge request, and what any scraper of files
 * reads. All are gauges: a run is over. Labels have no run id, so that the same metric has the same name in every run. Phase {@code *}
 * is all of them but warm-up; without a label {@code request} it is of all requests. What was not measured is absent.
 */
public final class OpenMetrics {
    private final MetricFamilies page;
    private final RunRecord run;

    private OpenMetrics(RunRecord run) {
        this.run = run;
        page = new MetricFamilies(Map.of("simulation", run.simulation(), "profile", run.profile()));
    }

    /** Writes the figures; equal findings give equal text. */
    public static void write(Findings findings, Writer out) throws IOException {
        OpenMetrics metrics = new OpenMetrics(new RunFacts(findings).run());
        metrics.collect();
        metrics.page.write(Exposition.OPEN_METRICS, out);
    }

    private void collect() {
        VerdictSamples.add(run.verdict(), page);
        samples(RunPart.run(run));
        run.phases().stream().filter(phase -> !phase.warmUp()).forEach(phase -> samples(RunPart.phase(run, phase)));
        if (run.afterPlan() != null) {
            samples(RunPart.phase(run, run.afterPlan()));
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
        page.add(
                MetricFamily.of(name, MetricFamily.Type.GAUGE, sample.quantity().exposedUnit(), sample.meaning()),
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
}
