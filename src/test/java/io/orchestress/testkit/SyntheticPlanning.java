package io.orchestress.testkit;

import io.orchestress.analysis.Findings;
import io.orchestress.record.Capacity;
import io.orchestress.record.Capacity.Break;
import io.orchestress.record.Estimate;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.LoadStep;
import io.orchestress.record.Planning;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Scalability;
import io.orchestress.record.Scalability.Answer;
import io.orchestress.record.Scalability.CurvePoint;
import io.orchestress.record.Scalability.Fit;
import io.orchestress.record.Scalability.Point;
import io.orchestress.record.Verdict;
import io.orchestress.stats.capacity.SloCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Findings for those who plan, of a target that carries 412 arrivals per second; one for each thing that can be said. */
public final class SyntheticPlanning {
    private static final double CARRIES = 412;
    private static final double[] SEARCHED = {50, 80, 128, 205, 328, 524, 415, 369, 391, 403, 409, 391, 415};

    private SyntheticPlanning() {}

    /** A capacity search that ends as said, with scalability fitted. */
    public static Findings search(Capacity.Outcome outcome) {
        SyntheticFindings run = SyntheticFindings.calm().withoutPhases().openModel();
        double[] loads = loads(outcome);
        for (int i = 0; i < loads.length; i++) {
            run.phase("step-%02d".formatted(i + 1), "step", false, 20, loads[i]);
        }
        Findings findings = with(run.build(), new Planning(capacity(outcome), scalability(), List.of(), List.of()));
        TreeMap<String, String> configuration = new TreeMap<>(findings.record().configuration());
        configuration.put("orchestress.capacity.slo", "[\"p95 <= 2 s\",\"error-rate <= 1 %\",\"goodput >= 90 %\"]");
        return replaced(findings, configured(findings.record(), configuration));
    }

    /** The same findings with what is planned by them. */
    public static Findings with(Findings findings, Planning planning) {
        return replaced(findings, findings.record().withPlanning(planning));
    }

    /** The same findings of another record. */
    public static Findings replaced(Findings f, RunRecord record) {
        return new Findings(record, f.timeline(), f.heatMap(), f.spectra(), f.agentTimeline(), f.resourceTimeline());
    }

    private static RunRecord configured(RunRecord r, TreeMap<String, String> configuration) {
        return new RunRecord(
                        r.schemaVersion(),
                        r.toolVersion(),
                        "capacitytest-20261121-032508-114",
                        "CapacityTest",
                        "capacity",
                        r.profile(),
                        r.model(),
                        r.paceMillis(),
                        r.status(),
                        r.endReason(),
                        r.target(),
                        r.startedAt(),
                        r.loadStartedAt(),
                        r.endedAt(),
                        r.plan(),
                        r.phases(),
                        r.totals(),
                        r.agents(),
                        r.resources(),
                        r.overRange(),
                        r.breaker(),
                        r.verdict(),
                        r.comparison(),
                        r.planning(),
                        new InjectorHealth(
                                Verdict.Outcome.PASS,
                                0.34,
                                12.0,
                                0.004,
                                3.1,
                                2,
                                48_210,
                                0,
                                List.of(),
                                null,
                                "11,400 requests/s"),
                        r.profiles(),
                        r.issues(),
                        r.environment(),
                        configuration)
                .withApdexMillis(r.apdexMillis());
    }

    private static double[] loads(Capacity.Outcome outcome) {
        return switch (outcome) {
            case BELOW_LOWEST -> new double[] {500, 500};
            case ABOVE_HIGHEST -> new double[] {50, 80, 128, 205, 328};
            case NOT_SEARCHED -> new double[] {50, 100, 200, 400, 800};
            default -> SEARCHED;
        };
    }

    public static Capacity capacity(Capacity.Outcome outcome) {
        List<LoadStep> steps = new ArrayList<>();
        double[] loads = loads(outcome);
        for (int i = 0; i < loads.length; i++) {
            steps.add(step(i, loads[i], outcome));
        }
        boolean found = outcome == Capacity.Outcome.FOUND;
        boolean broke = outcome != Capacity.Outcome.ABOVE_HIGHEST;
        double low = steps.stream()
                .filter(s -> s.outcome() == Verdict.Outcome.PASS)
                .mapToDouble(LoadStep::load)
                .max()
                .orElse(0);
        Double high = steps.stream()
                .filter(s -> s.outcome() == Verdict.Outcome.FAIL)
                .map(LoadStep::load)
                .min(Double::compare)
                .orElse(null);
        return new Capacity(
                "arrivals/s",
                steps,
                outcome,
                found ? new Estimate(412, 396, 431) : null,
                low,
                high,
                broke ? List.of("p95", "goodput") : List.of(),
                found ? 371.0 : null,
                broke ? breaks(high == null ? 415 : high, low) : List.of(),
                found ? 250.0 : null,
                found ? new Estimate(0.648, 0.584, 0.724) : null,
                List.of(
                        SloCondition.percentile(95, 2_000_000),
                        SloCondition.errorRate(0.01),
                        SloCondition.goodput(0.9)),
                sentence(outcome));
    }

    private static String sentence(Capacity.Outcome outcome) {
        return switch (outcome) {
            case FOUND ->
                "Capacity is 412 arrivals/s (95 % interval 396 to 431) with p95 within 2 s; p95 breaks first. "
                        + "Headroom over the expected 250 arrivals/s: 64.8 %.";
            case BETWEEN -> "The target carries 403 arrivals/s, and completes no more than 431.";
            case OUT_OF_TIME ->
                "The time ended before the capacity was measured: it lies between 403 and 415 arrivals/s so far (p95).";
            case BELOW_LOWEST ->
                "The SLO is broken at 500 arrivals/s already, the lowest load that was tried: p95 is 6.1 s.";
            case ABOVE_HIGHEST -> "The SLO was met up to 328 arrivals/s, the highest load tested.";
            case UNSTABLE ->
                "391 arrivals/s were carried at 3:20 and not at 3:40: the capacity changed during the search.";
            case NOT_SEARCHED ->
                "The target carries 400 arrivals/s and not 800; the workload did not search between them.";
            case INCONCLUSIVE ->
                "The injector was saturated from 205 arrivals/s on, so nothing can be said of the target.";
        };
    }

    private static List<Break> breaks(double high, double low) {
        return List.of(
                new Break("response-time", "step-07", high, low, 2410, 2000, "ms", List.of("goodput 71 %, limit 90 %")),
                new Break("queue", "step-07", high, low, 640, 100, "count", List.of()),
                new Break("throughput", "step-06", 524, 415, 0.79, 0.9, "ratio", List.of("errors 4.1 %", "p99 9.8 s")),
                new Break("cpu", "step-06", 524, 415, 0.97, 0.95, "ratio", List.of()));
    }

    private static LoadStep step(int i, double load, Capacity.Outcome outcome) {
        double use = Math.min(0.985, load / (CARRIES * 1.06));
        double mean = 120 / (1 - use);
        double over = Math.max(0, load - CARRIES * 1.06);
        double p95 = mean * 2.9 + over * 40;
        double ended = Math.min(load, CARRIES * 1.06) * 3;
        boolean doubtful = outcome == Capacity.Outcome.INCONCLUSIVE && load > 200;
        boolean contradicts = outcome == Capacity.Outcome.UNSTABLE && i == 11;
        boolean broken = load > CARRIES || contradicts;
        Verdict.Outcome step = doubtful
                ? Verdict.Outcome.INCONCLUSIVE
                : broken ? Verdict.Outcome.FAIL : i == 10 ? Verdict.Outcome.INCONCLUSIVE : Verdict.Outcome.PASS;
        return new LoadStep(
                "step-%02d".formatted(i + 1),
                i * 20 + 5,
                i * 20 + 20,
                load,
                Math.round(ended * 15),
                ended * (1 - over / 2000),
                ended / 3 * (broken ? 0.71 : 0.99),
                broken ? 0.71 : 0.99,
                over / 2000,
                ended * mean / 1000,
                mean,
                mean * 0.7,
                contradicts ? 2900.0 : p95,
                p95 * 1.8,
                broken ? 1.18 : 1.01,
                use * 0.97,
                (180 + load / 3) * (1 << 20),
                null,
                broken ? 640.0 : use * 12,
                step,
                broken ? List.of("p95", "goodput") : List.of(),
                step == Verdict.Outcome.INCONCLUSIVE ? "the load generator was late" : null);
    }

    /** Fitted, with a peak that the data reaches. */
    public static Scalability scalability() {
        return scalability(0.0267, 7.69e-4, true);
    }

    /** Fitted to points that end long before the peak, which is refused. */
    public static Scalability withoutPeak() {
        return scalability(0.0267, 2.0e-5, false);
    }

    /** Too few points: no fit at all. */
    public static Scalability withoutFit() {
        Scalability all = withoutPeak();
        return new Scalability(
                "instances",
                all.points().subList(0, 3),
                0.999,
                null,
                0,
                null,
                "3 different numbers of instances, 6 are needed",
                List.of(new Answer("16 instances", null, "there is no fit")));
    }

    private static Scalability scalability(double sigma, double kappa, boolean peak) {
        List<Point> points = new ArrayList<>();
        double first = x(1, sigma, kappa);
        for (int n : new int[] {1, 2, 4, 8, 12, 16, 24, 32, 40, 48}) {
            double measured = x(n, sigma, kappa) * (1 + 0.015 * Math.sin(n * 2.3));
            points.add(new Point(
                    n,
                    measured,
                    1000.0 * n / measured,
                    2600.0 * n / measured,
                    measured / n / first,
                    1.01,
                    0.0021 * n / 8));
        }
        List<CurvePoint> curve = new ArrayList<>();
        for (int n = 1; n <= 96; n++) {
            double spread = 0.01 + Math.pow(Math.max(0, n - 30) / 110.0, 2);
            double x = x(n, sigma, kappa);
            curve.add(new CurvePoint(n, x, x * (1 - spread), x * (1 + spread)));
        }
        Fit fit = new Fit(
                new Estimate(995.6, 981.2, 1010.4),
                new Estimate(sigma, sigma * 0.9, sigma * 1.1),
                new Estimate(kappa, peak ? kappa * 0.92 : 0, kappa * 1.09),
                0.012,
                0.9981,
                0.021,
                peak ? new Estimate(35.6, 33.9, 37.5) : null,
                peak ? new Estimate(12_341, 12_020, 12_690) : null,
                curve);
        return new Scalability(
                "instances",
                points,
                0.86,
                0.97,
                0.21,
                fit,
                peak
                        ? null
                        : "the data ends at 48, the fitted peak lies at 220, more than twice the largest value measured; κ's interval includes 0",
                List.of(
                        new Answer("64 instances", new Estimate(10_850, 9_760, 11_940), null),
                        new Answer("twice today's load", null, "it lies beyond the peak"),
                        new Answer("200 instances", null, "200 is more than twice the 48 that were measured")));
    }

    private static double x(double n, double sigma, double kappa) {
        return 995.6 * n / (1 + sigma * (n - 1) + kappa * n * (n - 1));
    }

    /** Every outcome by name. */
    public static TreeMap<String, Findings> all() {
        TreeMap<String, Findings> all = new TreeMap<>();
        for (Capacity.Outcome outcome : Capacity.Outcome.values()) {
            all.put("capacity " + outcome, search(outcome));
        }
        all.put("scalability without peak", only(withoutPeak()));
        all.put("scalability without fit", only(withoutFit()));
        all.put("recovery", SyntheticRecoveries.findings());
        all.put("endurance", SyntheticDrifts.findings());
        all.put("planning nothing measured", nothingMeasured());
        all.put("planning hostile", SyntheticHostility.planning());
        return all;
    }

    private static Findings only(@Nullable Scalability scalability) {
        return with(SyntheticFindings.calm().build(), new Planning(null, scalability, List.of(), List.of()));
    }

    /** Everything is said, but there is no time line to draw it on. */
    private static Findings nothingMeasured() {
        return with(
                SyntheticFindings.nothing(),
                new Planning(
                        new Capacity(
                                "users",
                                List.of(),
                                Capacity.Outcome.INCONCLUSIVE,
                                null,
                                0,
                                null,
                                List.of(),
                                null,
                                List.of(),
                                null,
                                null,
                                null,
                                "No step ended, so nothing can be said."),
                        null,
                        SyntheticRecoveries.all(),
                        SyntheticDrifts.all()));
    }
}
