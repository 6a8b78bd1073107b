package io.orchestress.analysis.tenant;

import io.orchestress.analysis.tenant.TimeSection.View;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.TenantIsolation;
import io.orchestress.stats.SectionedRatio.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One side of a comparison: the stretches of a tenant in several phases. */
final class ComparedSide {
    /** Fewer sections tell nothing of how much one differs from the next. */
    static final int LEAST_SECTIONS = 5;

    /** Sections are at least so many times as long as the p95 without the other tenant. */
    static final double TIMES_P95 = 2;

    /** Where nothing was counted: half of one. */
    private static final double LEAST = 0.5;

    private static final double P95 = 95;
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double MICROS_PER_SECOND = 1e6;

    private final List<PhaseSections> stretches;
    private final int together;
    private final List<TimeSection> sections = new ArrayList<>();
    private final List<Double> lengths = new ArrayList<>();
    private final TimeSection all = new TimeSection();

    /**
     * Takes sections together, as many as are asked for.
     *
     * @param late whether what ended after the phase counts: there is nobody then who is not there in the phase
     */
    ComparedSide(List<PhaseSections> stretches, boolean late, int together) {
        this.stretches = List.copyOf(stretches);
        this.together = together;
        for (PhaseSections stretch : stretches) {
            for (int i = 0; i < stretch.sections().size(); i++) {
                if (i % together == 0) {
                    sections.add(new TimeSection());
                    lengths.add(0.0);
                }
                int last = sections.size() - 1;
                sections.get(last).add(stretch.sections().get(i));
                lengths.set(last, lengths.get(last) + stretch.sectionSeconds());
            }
            if (late && !stretch.sections().isEmpty()) {
                sections.get(sections.size() - 1).add(stretch.late());
            }
        }
        sections.forEach(all::add);
    }

    TimeSection all() {
        return all;
    }

    double seconds() {
        return stretches.stream().mapToDouble(PhaseSections::seconds).sum();
    }

    /** Of the shortest phase. */
    double sectionSeconds() {
        return stretches.stream()
                .mapToDouble(stretch -> stretch.sectionSeconds() * together)
                .min()
                .orElse(0);
    }

    double p95Seconds(View view) {
        LatencyCounts times = all.times(view);
        return times.isEmpty() ? 0 : times.atPercentile(P95) / MICROS_PER_SECOND;
    }

    int sections() {
        return sections.size();
    }

    /** p95, of sections in which something was timed; there must be two. */
    Side p95(View view) {
        List<TimeSection> timed = sections.stream()
                .filter(section -> !section.times(view).isEmpty())
                .toList();
        return Side.ofPercentile(
                all.times(view).atPercentile(P95),
                figures(timed, section -> section.times(view).atPercentile(P95)),
                figures(timed, section -> section.times(view).total()));
    }

    /**
     * Share of what ended that succeeded. Its variance is that of independent draws, at least, with two more of each outcome (Agresti and Coull 1998), so that none that failed is no proof
     * that none ever does.
     */
    Side successRate(View view) {
        List<TimeSection> counted =
                sections.stream().filter(section -> section.ended(view) > 0).toList();
        double n = all.ended(view);
        double rate = Math.max(LEAST, all.ok(view)) / n;
        double drawn = (all.ok(view) + 2) / (n + 4);
        return Side.ofMean(
                        rate,
                        figures(counted, section -> (double) section.ok(view) / section.ended(view)),
                        figures(counted, section -> section.ended(view)))
                .atLeast(drawn * (1 - drawn) / n / (rate * rate));
    }

    /** Successes per second. */
    Side perSecond(View view) {
        return overTime(view, section -> 1);
    }

    /** The same times the mean time that they took: how many were under way, by Little's law. */
    Side underWay(View view) {
        return overTime(view, section -> section.times(view.plain()).mean());
    }

    private Side overTime(View view, ToDoubleFunction<TimeSection> times) {
        double[] figures = new double[sections.size()];
        double[] weights = new double[sections.size()];
        for (int i = 0; i < figures.length; i++) {
            TimeSection section = sections.get(i);
            weights[i] = lengths.get(i);
            figures[i] = section.done(view) / weights[i] * times.applyAsDouble(section);
        }
        double of = Math.max(LEAST, all.done(view)) / seconds() * Math.max(1, times.applyAsDouble(all));
        return Side.ofMean(of, figures, weights);
    }

    private static double[] figures(List<TimeSection> counted, ToDoubleFunction<TimeSection> figure) {
        return counted.stream().mapToDouble(figure).toArray();
    }

    /** Sections in which something was timed. */
    int timed(View view) {
        return (int) sections.stream()
                .filter(section -> !section.times(view).isEmpty())
                .count();
    }

    TenantIsolation.Side result(View view) {
        LatencyCounts times = all.times(view);
        return new TenantIsolation.Side(
                stretches.stream().map(PhaseSections::phase).toList(),
                seconds(),
                sections.size(),
                all.ended(view),
                all.ok(view),
                times.isEmpty() ? null : times.atPercentile(P95) / MICROS_PER_MILLI);
    }
}
