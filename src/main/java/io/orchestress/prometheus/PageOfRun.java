package io.orchestress.prometheus;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.engine.RunClock;
import io.orchestress.engine.RunMonitor.BreakerView;
import io.orchestress.engine.breaker.RuleDistance;
import io.orchestress.prometheus.Counted.ResourceKey;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.record.metric.Distribution;
import io.orchestress.record.metric.MetricSample;
import io.orchestress.record.metric.ResourceMetric;
import io.orchestress.record.metric.VerdictSamples;
import io.orchestress.text.openmetrics.MetricFamilies;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page of a run at one moment: a function of what was counted, and of plan, breaker and record as they are. */
final class PageOfRun {
    /** A resource that has not been read for so long has no value any more. */
    private static final double STALE_SECONDS = 10;

    private static final String PHASE = "phase";
    private static final String REQUEST = "request";

    private final LivePlan plan;
    private final RunClock clock;
    private final PriceList prices;
    private final MetricFamilies page = new MetricFamilies();

    private PageOfRun(LivePlan plan, RunClock clock, PriceList prices) {
        this.plan = plan;
        this.clock = clock;
        this.prices = prices;
    }

    /**
     * @param run as it was at its start, or as it was evaluated
     * @param breaker null: it has not looked yet
     */
    static MetricFamilies of(
            RunRecord run,
            LivePlan plan,
            RunClock clock,
            PriceList prices,
            @Nullable BreakerView breaker,
            Counted counted) {
        PageOfRun made = new PageOfRun(plan, clock, prices);
        made.run(run);
        TimeSeriesRow second = counted.second();
        if (second != null) {
            made.load(second);
        }
        made.requests(counted);
        counted.times().forEach((key, sum) -> made.times(key, sum));
        made.counts(counted.counts());
        made.cost(counted.counts());
        made.resources(counted);
        if (breaker != null) {
            made.breaker(breaker);
        }
        made.page.add(RunFamilies.FOLDED, Map.of(), counted.folded());
        return made.page;
    }

    private void run(RunRecord run) {
        page.add(
                RunFamilies.RUN,
                Map.of(
                        "run", run.runId(),
                        "simulation", run.simulation(),
                        "workload", run.workload(),
                        "profile", run.profile(),
                        "model", run.model().name().toLowerCase(Locale.ROOT),
                        "target", run.target().url(),
                        "protocol", run.target().protocol(),
                        "version", run.toolVersion()),
                1);
        for (RunStatus status : RunStatus.values()) {
            page.add(RunFamilies.STATUS, Map.of("status", status.json()), status == run.status() ? 1 : 0);
        }
        VerdictSamples.add(run.verdict(), page);
        Instant started = clock.startedAt();
        if (started != null) {
            page.add(RunFamilies.STARTED, Map.of(), started.toEpochMilli() / 1e3);
        }
        page.add(RunFamilies.PLANNED, Map.of(), plan.longestSeconds());
    }

    private void load(TimeSeriesRow second) {
        Plan now = plan.plan();
        page.add(RunFamilies.ELAPSED, Map.of(), second.atSeconds());
        int active = plan.startedIn(second.atSeconds());
        for (int i = 0; i < now.phases().size(); i++) {
            Phase phase = now.phases().get(i);
            page.add(
                    RunFamilies.PHASE,
                    Map.of(
                            PHASE,
                            phase.name(),
                            "kind",
                            phase.kind().name().toLowerCase(Locale.ROOT),
                            "warm_up",
                            Boolean.toString(phase.warmUp())),
                    i == active ? 1 : 0);
        }
        page.add(RunFamilies.USERS, Map.of(), second.users());
        page.add(RunFamilies.PLANNED_USERS, Map.of(), now.usersAt(second.atSeconds()));
        page.add(RunFamilies.IN_FLIGHT, Map.of(), second.inFlight());
    }

    private void requests(Counted counted) {
        counted.times().forEach((key, sum) -> {
            if (key.distribution().equals(Distribution.LATENCY.name())) {
                page.add(RunFamilies.REQUESTS, labels(key), sum.count());
            }
        });
        page.add(RunFamilies.OVER_RANGE, Map.of(), counted.overRange());
    }

    private void times(Counted.TimesKey key, TimesSum sum) {
        page.add(RunFamilies.ofTimes(key.distribution()), labels(key), TimesSum.bounds(), sum.counts(), sum.seconds());
    }

    private static Map<String, String> labels(Counted.TimesKey key) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(PHASE, key.phase());
        labels.put(REQUEST, key.request());
        if (!key.outcome().isEmpty()) {
            labels.put(MetricSample.CLASS, key.outcome());
        }
        return labels;
    }

    private void counts(Map<Counted.CountKey, Long> counts) {
        counts.forEach((key, sum) -> {
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put(PHASE, key.phase());
            labels.put(REQUEST, key.request());
            if (!key.detail().isEmpty()) {
                labels.put(key.counter().detailName(), key.detail());
            }
            page.add(RunFamilies.of(key.counter()), labels, sum);
        });
    }

    /** By phase and model; a model without a price costs an unknown amount, which is not 0. */
    private void cost(Map<Counted.CountKey, Long> counts) {
        Costs costs = Costs.of(counts, prices);
        costs.byPhaseAndModel()
                .forEach((key, cost) -> page.add(
                        RunFamilies.COST,
                        Map.of(PHASE, key.phase(), "model", key.model(), MetricSample.UNIT, prices.currency()),
                        cost));
        page.add(RunFamilies.UNPRICED, Map.of(), costs.unpriced());
    }

    private void resources(Counted counted) {
        TimeSeriesRow second = counted.second();
        double now = second == null ? 0 : second.atSeconds();
        counted.resources().forEach((key, row) -> {
            if (counted.perSecond().containsKey(key)) {
                resource(key, counted.perSecond().getOrDefault(key, 0.0));
            } else if (isFresh(row, now)) {
                resource(key, row.value());
            }
        });
    }

    private static boolean isFresh(ResourceRow row, double now) {
        return now - row.atSeconds() <= STALE_SECONDS;
    }

    private void resource(ResourceKey key, double value) {
        page.add(
                RunFamilies.ofResource(new ResourceMetric(key.subject(), key.name())),
                Map.of(MetricSample.SUBJECT, key.subject()),
                value);
    }

    private void breaker(BreakerView breaker) {
        for (String state : List.of("off", "closed", "paused", "tripped")) {
            boolean is = state.equals(breaker.state().toLowerCase(Locale.ROOT));
            page.add(RunFamilies.BREAKER, Map.of("state", state), is ? 1 : 0);
        }
        breaker.rules().forEach(this::rule);
    }

    private void rule(RuleDistance rule) {
        boolean millis = rule.unit().equals("ms");
        double scale = millis ? 1e-3 : 1;
        Map<String, String> labels = Map.of("rule", rule.rule(), MetricSample.UNIT, millis ? "s" : rule.unit());
        page.add(RunFamilies.BREAKER_LIMIT, labels, rule.limit() * scale);
        rule.value().ifPresent(value -> {
            page.add(RunFamilies.BREAKER_VALUE, labels, value * scale);
            page.add(RunFamilies.BREAKER_DISTANCE, Map.of("rule", rule.rule()), distance(value, rule.limit()));
        });
    }

    /** Of a limit of 0: far as long as the value is 0. */
    private static double distance(double value, double limit) {
        if (limit > 0) {
            return 1 - value / limit;
        }
        return value > 0 ? -1 : 1;
    }
}
