package io.orchestress.analysis.regression;

import io.orchestress.record.InjectorHealth;
import io.orchestress.record.InjectorMachine;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict;
import io.orchestress.stats.changepoint.ChangePoint;
import io.orchestress.stats.changepoint.ChangePoints;
import io.orchestress.stats.changepoint.ChangeSettings;
import io.orchestress.stats.noise.Robust;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The noise from run to run, estimated from earlier runs of this load on this machine.
 *
 * <p>Runs that passed and runs that failed alike: those that were called good are the quicker ones. A change of level between them is no noise:
 * {@link ChangePoints} of each metric split the row, and what is left of a value is its distance from the median of its stretch.
 *
 * @param values by metric of all requests together: of each run, on the scale of the metric and less the level of its time; a metric
 *     that is not there is not known
 */
public record EarlierRuns(Map<String, double[]> values) {
    public static final EarlierRuns NONE = new EarlierRuns(Map.of());

    /** Noise of long ago is that of another machine. */
    public static final int MOST = 30;

    public EarlierRuns {
        values = Map.copyOf(values);
    }

    /**
     * Of those that came to their end undisturbed on a machine like the candidate's, the latest {@value #MOST} of them.
     *
     * @param runs of the same load on the same target, in any order; the candidate and the baseline not among them
     */
    public static EarlierRuns of(RunRecord candidate, List<RunRecord> runs) {
        List<RunRecord> counted = runs.stream()
                .filter(run -> run.status() == RunStatus.COMPLETED && isUndisturbed(run))
                .filter(run -> InjectorMachine.of(candidate)
                        .against(InjectorMachine.of(run))
                        .isAlike())
                .sorted(Comparator.comparing(RunRecord::startedAt).reversed())
                .limit(MOST)
                .sorted(Comparator.comparing(RunRecord::startedAt))
                .toList();
        Map<String, double[]> values = new HashMap<>();
        PastValues.of(counted).forEach((metric, figures) -> values.put(metric, withoutLevels(figures)));
        return new EarlierRuns(values);
    }

    private static boolean isUndisturbed(RunRecord run) {
        InjectorHealth injector = run.injector();
        boolean keptUp = injector == null || injector.outcome() != Verdict.Outcome.FAIL;
        boolean measured = run.phases().stream()
                .filter(phase -> phase.isLoad() && !phase.warmUp())
                .map(phase -> phase.total().okLatencyMicros())
                .allMatch(latency -> latency != null && latency.mean() > 0 && Double.isFinite(latency.mean()));
        return measured && !run.phases().isEmpty() && (injector == null || (keptUp && !injector.wasDisturbed()));
    }

    /** Logarithms are shares already: levels are looked for in the values as they are, a step of 5 % or more. */
    static double[] withoutLevels(double[] figures) {
        double[] distances = figures.clone();
        int from = 0;
        int[] ends = ends(figures);
        for (int end : ends) {
            double level = Robust.median(Arrays.copyOfRange(figures, from, end));
            for (int i = from; i < end; i++) {
                distances[i] = figures[i] - level;
            }
            from = end;
        }
        return distances;
    }

    private static int[] ends(double[] figures) {
        if (figures.length == 0) {
            return new int[0];
        }
        double[] shares = Arrays.stream(figures).map(Math::exp).toArray();
        List<Integer> ends = ChangePoints.of(shares, ChangeSettings.DEFAULT) instanceof ChangePoints.Found found
                ? found.points().stream().map(ChangePoint::index).toList()
                : List.of();
        int[] all = new int[ends.size() + 1];
        for (int i = 0; i < ends.size(); i++) {
            all[i] = ends.get(i);
        }
        all[ends.size()] = figures.length;
        return all;
    }

    /** None where nothing is known of that metric. */
    double[] of(String metric) {
        return values.getOrDefault(metric, new double[0]);
    }
}
