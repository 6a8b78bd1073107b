package io.orchestress.stats.capacity;

import io.orchestress.engine.search.CapacitySearch;
import io.orchestress.engine.search.SearchDriver;
import io.orchestress.testkit.ErlangC;
import io.orchestress.testkit.SimulatedQueue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * Searches of one length for the capacity of one queue.
 *
 * @param answers by what could be told
 * @param covered of those that are FOUND; bounded: of those that are told between bounds
 * @param errors |estimate ÷ truth − 1| of those that are FOUND, ascending
 */
public record CapacityStudyRow(
        double truth,
        int[] answers,
        int covered,
        int bounded,
        List<Double> errors,
        List<Double> widths,
        List<Double> boundedWidths) {

    /** A queue, and a standstill of it: services that begin within {@code stallSeconds} from {@code stallAt} on take 2 s in the mean. */
    public record Queue(
            int servers,
            double serviceSeconds,
            double limitSeconds,
            SimulatedQueue.Law law,
            double stallAt,
            double stallSeconds) {
        public Queue(int servers, double serviceSeconds, double limitSeconds) {
            this(servers, serviceSeconds, limitSeconds, SimulatedQueue.Law.EXPONENTIAL, 0, 0);
        }

        double truth() {
            return law == SimulatedQueue.Law.EXPONENTIAL
                    ? new ErlangC(servers, serviceSeconds).capacity(95, limitSeconds)
                    : SimulatedQueue.capacity(servers, serviceSeconds, law, 95, limitSeconds, 4_000_000);
        }

        DoubleUnaryOperator service() {
            return at -> at >= stallAt && at < stallAt + stallSeconds ? 2 : serviceSeconds;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d × %.0f ms %s, p95 <= %.0f ms%s",
                    servers,
                    1000 * serviceSeconds,
                    law.name().toLowerCase(Locale.ROOT),
                    1000 * limitSeconds,
                    stallSeconds > 0
                            ? String.format(Locale.ROOT, ", %.0f s stall at %.0f s", stallSeconds, stallAt)
                            : "");
        }
    }

    public static CapacityStudyRow of(Queue queue, SearchDriver.Pacing pacing, int searches, long firstSeed) {
        double truth = queue.truth();
        List<SloCondition> slo = List.of(SloCondition.percentile(95, Math.round(queue.limitSeconds * 1e6)));
        List<Double> errors = new ArrayList<>();
        List<Double> widths = new ArrayList<>();
        List<Double> boundedWidths = new ArrayList<>();
        int[] answers = new int[CapacityAnswer.Kind.values().length];
        int covered = 0;
        int bounded = 0;
        for (int i = 0; i < searches; i++) {
            long seed = firstSeed + i;
            SimulatedQueue simulated =
                    new SimulatedQueue(queue.servers, queue.service(), queue.law, 0, 7919L * seed + queue.servers);
            // Another start each time, so that no step falls on the boundary by chance.
            CapacitySearch.Range range = new CapacitySearch.Range(truth / (20 + seed % 13), 1e6, 1.6, 0.02);
            List<StepFigures> steps =
                    SimulatedSearch.of(simulated, slo, range, pacing).steps();
            CapacityAnswer answer = CapacityAnswer.of(slo, steps, pacing.total());
            answers[answer.kind().ordinal()]++;
            boolean covers = answer.low() <= truth && truth <= answer.high();
            if (answer.kind() == CapacityAnswer.Kind.FOUND) {
                errors.add(Math.abs(answer.value() / truth - 1));
                widths.add((answer.high() - answer.low()) / truth);
                covered += covers ? 1 : 0;
            } else if (answer.kind() == CapacityAnswer.Kind.BETWEEN) {
                boundedWidths.add((answer.high() - answer.low()) / truth);
                bounded += covers ? 1 : 0;
            }
        }
        Collections.sort(errors);
        Collections.sort(widths);
        Collections.sort(boundedWidths);
        return new CapacityStudyRow(truth, answers, covered, bounded, errors, widths, boundedWidths);
    }

    public String text() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "truth %7.1f/s ", truth));
        for (CapacityAnswer.Kind kind : CapacityAnswer.Kind.values()) {
            if (answers[kind.ordinal()] > 0) {
                text.append(String.format(Locale.ROOT, " %s %d", kind, answers[kind.ordinal()]));
            }
        }
        int n = errors.size();
        if (n > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "; found: covered %5.1f %%  error median %4.1f %% p90 %4.1f %%  width median %4.1f %% p90 %4.1f %%",
                    100.0 * covered / n,
                    100 * errors.get(n / 2),
                    100 * errors.get(9 * n / 10),
                    100 * widths.get(n / 2),
                    100 * widths.get(9 * n / 10)));
        }
        int m = boundedWidths.size();
        if (m > 0) {
            text.append(String.format(
                    Locale.ROOT,
                    "; between: holds %5.1f %%  width median %4.1f %%",
                    100.0 * bounded / m,
                    100 * boundedWidths.get(m / 2)));
        }
        return text.toString();
    }
}
