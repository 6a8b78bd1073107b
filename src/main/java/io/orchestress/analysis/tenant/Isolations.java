package io.orchestress.analysis.tenant;

import io.orchestress.analysis.tenant.TimeSection.View;
import io.orchestress.record.CounterName;
import io.orchestress.record.CounterRow;
import io.orchestress.record.Estimate;
import io.orchestress.record.Interval;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.record.observe.ConstantLoad;
import io.orchestress.record.observe.ConstantLoads;
import io.orchestress.record.observe.Observer;
import io.orchestress.stats.SectionedRatio;
import io.orchestress.text.Format;
import io.orchestress.workload.kind.LoadModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares what tenants get while another sends and while it does not. docs/MATH.md §22.
 *
 * <p>Of a phase counts the part with the load of the plan, in {@value PhaseSections#MOST} sections. What started in a phase with the other tenant counts to its end, whenever that is; what started in a
 * phase without it and ended after it is left out, for it may have been held up by what came then.
 */
public final class Isolations implements Observer {
    /** Where more than 5 % are missing, they may be the slowest 5 %: then p95 of the others is not that of all. */
    private static final double SERVED_AS_BEFORE = 0.95;

    private final RunRecord run;
    private final ConstantLoads loads;
    private final List<TenantComparison> comparisons;
    private double endSeconds;

    /** By tenant and phase. */
    private final Map<String, Map<String, PhaseSections>> stretches = new LinkedHashMap<>();

    private boolean opened;

    /** @param loads that have seen all rows before the first interval is shown */
    public Isolations(RunRecord run, ConstantLoads loads) {
        this.run = run;
        this.loads = loads;
        comparisons = TenantComparison.of(run.plan());
    }

    @Override
    public void row(TimeSeriesRow row) {
        endSeconds = Math.max(endSeconds, row.atSeconds());
    }

    @Override
    public void tally(CounterRow row) {
        Map<String, PhaseSections> phases = of(row.request());
        if (phases.isEmpty()) {
            return;
        }
        double at = row.atSeconds() - 0.5;
        PhaseSections started = phases.get(row.phase());
        if (started != null) {
            started.at(at).add(row);
        }
        if (row.tally().equals(CounterName.TASKS_OK)) {
            done(phases, at, View.TASKS, row.delta());
        }
    }

    @Override
    public void interval(Interval interval) {
        SeriesKey series = interval.series();
        Map<String, PhaseSections> phases = of(series.request());
        if (phases.isEmpty()) {
            return;
        }
        PhaseSections started = phases.get(series.phase());
        if (started != null) {
            started.at(interval.middleSeconds()).add(interval);
        }
        if (TimeSection.isDone(series)) {
            done(phases, interval.middleSeconds(), View.REQUESTS, interval.totalCount());
        }
    }

    private static void done(Map<String, PhaseSections> phases, double at, View view, long count) {
        phases.values().stream()
                .filter(stretch -> stretch.holds(at))
                .findFirst()
                .ifPresent(stretch -> stretch.at(at).done(view, count));
    }

    /** Those of the tenant that a request belongs to; none where nothing is compared of it. */
    private Map<String, PhaseSections> of(String request) {
        if (comparisons.isEmpty()) {
            return Map.of();
        }
        if (!opened) {
            opened = true;
            comparisons.forEach(this::open);
        }
        return stretches.getOrDefault(SeriesKey.tenantOf(request), Map.of());
    }

    private void open(TenantComparison comparison) {
        Map<String, PhaseSections> phases =
                stretches.computeIfAbsent(comparison.tenant(), name -> new LinkedHashMap<>());
        for (List<PlannedPhase> side : List.of(comparison.without(), comparison.with())) {
            for (PlannedPhase phase : side) {
                ConstantLoad load = loads.of(phase);
                phases.computeIfAbsent(
                        phase.name(),
                        name -> new PhaseSections(name, load.fromSeconds(), Math.min(load.toSeconds(), endSeconds)));
            }
        }
    }

    /** Once all was shown: one for each tenant that sends with another and without it. */
    public List<TenantIsolation> isolations() {
        return comparisons.stream().map(this::isolation).toList();
    }

    private TenantIsolation isolation(TenantComparison comparison) {
        of("");
        TenantIsolation fine = isolation(comparison, 1);
        return fine.served() != null || !isShort(comparison) ? fine : isolation(comparison, 2);
    }

    /** Whether sections are short for what they hold, and longer ones would do. */
    private boolean isShort(TenantComparison comparison) {
        ComparedSide without = new ComparedSide(group(comparison.tenant(), comparison.without()), false, 1);
        return without.sections() >= 2 * ComparedSide.LEAST_SECTIONS && tooShort(without, view(without, without));
    }

    private TenantIsolation isolation(TenantComparison comparison, int together) {
        ComparedSide with = new ComparedSide(group(comparison.tenant(), comparison.with()), true, together);
        ComparedSide without = new ComparedSide(group(comparison.tenant(), comparison.without()), false, together);
        View view = view(with, without);
        String doubt = doubt(comparison, with, without, view);
        @Nullable Estimate served = doubt.isEmpty() ? served(with, without, view) : null;
        boolean timed =
                with.all().ok(view) >= TenantIsolation.LEAST_SAMPLES && with.timed(view) >= ComparedSide.LEAST_SECTIONS;
        return new TenantIsolation(
                comparison.tenant(),
                comparison.beside(),
                with.result(view),
                without.result(view),
                view.isOfTasks(),
                view.isCorrected(),
                served != null && timed
                        ? estimate(SectionedRatio.of(with.p95(view), without.p95(view)), Double.MAX_VALUE)
                        : null,
                served,
                served == null ? doubt : timed ? starved(comparison, served) : silent(comparison, with, view));
    }

    private List<PhaseSections> group(String tenant, List<PlannedPhase> phases) {
        return phases.stream()
                .flatMap(phase -> stretches.getOrDefault(tenant, Map.of()).entrySet().stream()
                        .filter(entry -> entry.getKey().equals(phase.name()))
                        .map(Map.Entry::getValue))
                .toList();
    }

    /** Of tasks where there are any without the other tenant; from the intended start where both sides have that view. */
    private static View view(ComparedSide with, ComparedSide without) {
        boolean tasks = without.all().ended(View.TASKS) > 0;
        View corrected = tasks ? View.TASKS_CORRECTED : View.REQUESTS_CORRECTED;
        boolean both = !without.all().times(corrected).isEmpty()
                && (with.all().times(corrected.plain()).isEmpty()
                        || !with.all().times(corrected).isEmpty());
        return both ? corrected : corrected.plain();
    }

    /** Why nothing can be told; empty: something can. Few that ended beside the other tenant are no reason, where many would have without it. */
    private static String doubt(TenantComparison comparison, ComparedSide with, ComparedSide without, View view) {
        if (!comparison.differs().isEmpty()) {
            return comparison.differs();
        }
        String names = "'" + comparison.tenant() + "' beside '" + comparison.beside() + "': ";
        for (ComparedSide side : List.of(with, without)) {
            String where = side == with ? "with" : "without";
            long expected = (long) (without.all().done(view) / Math.max(1, without.seconds()) * side.seconds());
            if (expected < TenantIsolation.LEAST_SAMPLES) {
                return names + "its load makes " + Format.count(expected, view.isOfTasks() ? "task" : "request")
                        + " in the phases " + where + " the other, at least " + TenantIsolation.LEAST_SAMPLES
                        + " needed";
            }
            if (side.sections() < ComparedSide.LEAST_SECTIONS) {
                return names + "the phases " + where + " the other last " + Format.duration(side.seconds())
                        + ", at least " + ComparedSide.LEAST_SECTIONS + " s needed";
            }
        }
        if (tooShort(without, view)) {
            return names + "p95 is " + Format.of(without.p95Seconds(view) * 1000, "ms") + " without the other; "
                    + "phases must last at least "
                    + Format.duration(
                            Math.ceil(ComparedSide.LEAST_SECTIONS * ComparedSide.TIMES_P95 * without.p95Seconds(view)));
        }
        return without.timed(view) < ComparedSide.LEAST_SECTIONS
                ? names + "hardly anything succeeds without the other, so there is nothing to compare with"
                : "";
    }

    /** What lasts as long as a section is in the next one, too. */
    private static boolean tooShort(ComparedSide without, View view) {
        return without.sectionSeconds() < ComparedSide.TIMES_P95 * without.p95Seconds(view);
    }

    /** The smaller of what is left of the success rate, and of successes per second where users wait for their answers. */
    private Estimate served(ComparedSide with, ComparedSide without, View view) {
        boolean none = with.all().ended(view) == 0;
        SectionedRatio least = none
                ? SectionedRatio.of(with.perSecond(view), without.perSecond(view))
                : SectionedRatio.of(with.successRate(view), without.successRate(view));
        if (run.model() == LoadModel.CLOSED && !none) {
            SectionedRatio rate = SectionedRatio.of(with.perSecond(view), without.perSecond(view));
            SectionedRatio underWay = SectionedRatio.of(with.underWay(view), without.underWay(view));
            // Users who wait longer ask less often: they are slowed down, which the other ratio is about, and not
            // refused.
            SectionedRatio kept = underWay.value() > rate.value() ? underWay : rate;
            least = kept.high() < least.high() ? kept : least;
        }
        return estimate(least, 1);
    }

    private static Estimate estimate(SectionedRatio ratio, double most) {
        return new Estimate(Math.min(most, ratio.value()), Math.min(most, ratio.low()), Math.min(most, ratio.high()));
    }

    /** Why times of what was answered keep no limit; empty: they may. */
    private static String starved(TenantComparison comparison, Estimate served) {
        return served.high() < SERVED_AS_BEFORE
                ? "'" + comparison.tenant() + "' is served only " + Format.of(served.value(), "ratio")
                        + " of what it is served without '" + comparison.beside()
                        + "', and the times are of that part"
                : "";
    }

    private static String silent(TenantComparison comparison, ComparedSide with, View view) {
        return "beside '" + comparison.beside() + "' only "
                + Format.count(with.all().ok(view), view.isOfTasks() ? "task" : "request") + " of '"
                + comparison.tenant() + "' succeeded, at least " + TenantIsolation.LEAST_SAMPLES + " needed";
    }
}
