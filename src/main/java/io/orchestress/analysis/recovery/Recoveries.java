package io.orchestress.analysis.recovery;

import io.orchestress.record.Interval;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.Recovery;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.record.observe.Observer;
import java.util.List;
import java.util.Optional;

/**
 * How long the target took to come back after each spike, stress and fault of a run. Of a run without any, nothing is kept; else a
 * handful of counts for each second from the beginning of a disturbance to the end of its watch, and the reference.
 */
public final class Recoveries implements Observer {
    private final List<RecoveryAnalysis> watches;

    /** @param run not yet analysed */
    public Recoveries(RunRecord run, RecoveryLimits limits) {
        watches = Release.of(run).stream()
                .map(release -> new RecoveryAnalysis(run, release, limits))
                .toList();
    }

    @Override
    public void row(TimeSeriesRow row) {
        watches.forEach(watch -> watch.row(row));
    }

    @Override
    public void interval(Interval interval) {
        watches.forEach(watch -> watch.interval(interval));
    }

    @Override
    public void resource(ResourceRow row) {
        watches.forEach(watch -> watch.resource(row));
    }

    /** @param results the run with its phases, totals, agents and resources */
    public List<Recovery> recoveries(RunRecord results) {
        double end = results.phases().stream()
                .mapToDouble(PhaseResult::endSeconds)
                .max()
                .orElse(0);
        return watches.stream()
                .map(watch -> watch.recovery(end))
                .flatMap(Optional::stream)
                .toList();
    }
}
