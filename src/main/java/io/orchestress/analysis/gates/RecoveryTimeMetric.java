package io.orchestress.analysis.gates;

import io.orchestress.record.Recovery;
import io.orchestress.record.Recovery.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long the target took to come back, of the slowest recovery; 0 where nothing was disturbed. One that was not over by the end of what was
 * watched took at least so long: it can break a limit, not keep one.
 */
record RecoveryTimeMetric() implements RunMetric {
    private static final double MILLIS = 1000;

    @Override
    public String word() {
        return "recovery";
    }

    @Override
    public Dimension dimension() {
        return Dimension.TIME;
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public boolean inPhases() {
        return true;
    }

    @Override
    public Optional<MetricValue> at(Scope place, String name, Percentiles percentiles) {
        List<Recovery> told = place.recoveries().stream()
                .filter(recovery -> recovery.outcome() != Outcome.INCONCLUSIVE)
                .toList();
        // One of which nothing can be told may have been the slowest.
        return told.size() < place.recoveries().size()
                        && told.stream().noneMatch(recovery -> recovery.outcome() == Outcome.NOT_RECOVERED)
                ? Optional.empty()
                : told.stream()
                        .max(Comparator.comparing((Recovery r) -> r.outcome() == Outcome.NOT_RECOVERED)
                                .thenComparingDouble(RecoveryTimeMetric::seconds))
                        .map(RecoveryTimeMetric::reading);
    }

    private static MetricValue reading(Recovery slowest) {
        String note = switch (slowest.outcome()) {
            case NOT_RECOVERED ->
                String.format(Locale.ROOT, "not back in the %.0f s that were watched", slowest.observedSeconds());
            case UNDISTURBED -> "nothing was disturbed";
            default -> "after " + slowest.after() + ", to a second";
        };
        boolean back = slowest.outcome() != Outcome.NOT_RECOVERED;
        return new MetricValue(MILLIS * seconds(slowest), 1, back ? 1 : 0, "recoveries", note);
    }

    private static double seconds(Recovery recovery) {
        return recovery.outcome() == Outcome.NOT_RECOVERED
                ? recovery.observedSeconds()
                : recovery.seconds() == null ? 0 : recovery.seconds();
    }
}
