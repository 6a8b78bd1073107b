package io.orchestress.search;

import io.orchestress.testkit.ErlangC;
import io.orchestress.testkit.SimulatedQueue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Searches of one length for the capacity of one queue.
 *
 * @param errors |estimate ÷ truth − 1|, ascending
 */
public record CapacityStudyRow(double truth, int covered, List<Double> errors, List<Double> widths, int notFound) {

    public static CapacityStudyRow of(
            int servers, double serviceSeconds, double limitSeconds, Conductor.Pacing pacing, int searches) {
        double truth = new ErlangC(servers, serviceSeconds).capacity(95, limitSeconds);
        List<Condition> slo = List.of(Condition.percentile(95, Math.round(limitSeconds * 1e6)));
        List<Double> errors = new ArrayList<>();
        List<Double> widths = new ArrayList<>();
        int covered = 0;
        for (int seed = 1; seed <= searches; seed++) {
            SimulatedQueue queue = new SimulatedQueue(servers, at -> serviceSeconds, 0, 7919L * seed + servers);
            // Another start each time, so that no step falls on the boundary by chance.
            CapacitySearch.Range range = new CapacitySearch.Range(truth / (20 + seed % 13), 1e6, 1.6, 0.05);
            List<StepFigures> steps =
                    SimulatedSearch.of(queue, slo, range, pacing).steps();
            Optional<CapacityEstimate> found = Bracket.of(steps)
                    .filter(Bracket::isClosed)
                    .flatMap(bracket -> CapacityEstimate.of(slo, steps, bracket, 1));
            if (found.isPresent()) {
                errors.add(Math.abs(found.get().value() / truth - 1));
                widths.add((found.get().high() - found.get().low()) / truth);
                covered += found.get().low() <= truth && truth <= found.get().high() ? 1 : 0;
            }
        }
        Collections.sort(errors);
        Collections.sort(widths);
        return new CapacityStudyRow(truth, covered, errors, widths, searches - errors.size());
    }

    public String text() {
        if (errors.isEmpty()) {
            return "never found";
        }
        int n = errors.size();
        return String.format(
                Locale.ROOT,
                "truth %7.1f/s  found %3d  covered %5.1f %%  error median %4.1f %% p90 %4.1f %%  width median %4.1f %%",
                truth,
                n,
                100.0 * covered / n,
                100 * errors.get(n / 2),
                100 * errors.get(9 * n / 10),
                100 * widths.get(n / 2));
    }
}
