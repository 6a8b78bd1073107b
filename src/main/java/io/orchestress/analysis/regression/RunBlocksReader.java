package io.orchestress.analysis.regression;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.analysis.disturbance.DisturbanceLimits;
import io.orchestress.analysis.disturbance.Disturbances;
import io.orchestress.record.CounterName;
import io.orchestress.record.CounterRow;
import io.orchestress.record.Interval;
import io.orchestress.record.RecordReader;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.TimeSeriesRow;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** Reads the blocks of a record in one pass over its files. */
public final class RunBlocksReader {
    /** Counted series that are not tallies. */
    static final String OK = "ok";

    static final String FAILED = "failed";
    static final String COST = "cost";

    /** Prefixes of the sum and the number of readings of a gauge, {@code subject|name}. */
    static final String RESOURCE_SUM = "resource-sum|";

    static final String RESOURCE_COUNT = "resource-count|";

    /** Prefix of the latencies of successful answers, by request. */
    static final String LATENCY = "latency|";

    /** Prefix of the latencies of all answers from their intended starts, by request. */
    static final String CORRECTED = "corrected|";

    private final RunBlocks blocks;
    private final PriceList prices;
    private final Set<String> unpriced = new HashSet<>();
    private boolean impossibleTokens;

    private RunBlocksReader(RunBlocks blocks, PriceList prices) {
        this.blocks = blocks;
        this.prices = prices;
    }

    /**
     * Reads a record whose writer is gone.
     *
     * @param run of the record, with its phases filled in
     * @param shortestBlockSeconds above 0
     * @param disturbed from when on others had its machine
     * @throws io.orchestress.record.RecordException when the record cannot be read
     */
    public static RunBlocks read(
            RecordReader reader,
            RunRecord run,
            PriceList prices,
            double shortestBlockSeconds,
            DisturbanceLimits disturbed) {
        RunBlocksReader reading = new RunBlocksReader(new RunBlocks(run, shortestBlockSeconds), prices);
        if (!run.phases().isEmpty()) {
            reader.forEachInterval(reading::isCompared, reading::add);
            reader.forEachTally(reading::add);
            reading.dropUnknownCost();
            Disturbances disturbances = new Disturbances(run, disturbed);
            reader.forEachResource(row -> {
                reading.add(row);
                disturbances.resource(row);
            });
            reading.blocks.disturbance(disturbances.of(reading.blocks.phaseList().stream()
                    .map(RunBlocks.Phase::stretch)
                    .toList()));
            reader.forEachRow(reading::add);
        }
        return reading.blocks;
    }

    private boolean isCompared(SeriesKey key) {
        return blocks.phases().containsKey(key.phase());
    }

    private void add(Interval interval) {
        SeriesKey key = interval.series();
        RunBlocks.Phase phase = Objects.requireNonNull(blocks.phases().get(key.phase()));
        int block = phase.blockAt(interval.middleSeconds());
        if (key.metric().isPresent()) {
            phase.add(key.metric().get() + "|" + key.request(), block, counts -> counts.add(interval));
        } else if (key.isCorrected()) {
            phase.add(CORRECTED + key.request(), block, counts -> counts.add(interval));
        } else if (key.isOk()) {
            phase.add(LATENCY + key.request(), block, counts -> counts.add(interval));
            phase.count(OK, block, (double) interval.totalCount());
        } else {
            phase.count(FAILED, block, (double) interval.totalCount());
        }
    }

    private void add(CounterRow row) {
        RunBlocks.Phase phase = blocks.phases().get(row.phase());
        if (phase == null) {
            return;
        }
        // A row tells of the second that ends at its time.
        int block = phase.blockAt(row.atSeconds() - 0.5);
        phase.count(row.tally(), block, (double) row.delta());
        if (row.tally().equals(CounterName.TOKENS_IMPOSSIBLE)) {
            impossibleTokens = true;
        }
        boolean in = row.tally().equals(CounterName.TOKENS_IN);
        boolean cached = row.tally().equals(CounterName.TOKENS_CACHED);
        if (in || cached || row.tally().equals(CounterName.TOKENS_OUT)) {
            PriceList.Price price = prices.models().get(row.detail());
            if (price == null) {
                unpriced.add(row.detail());
            } else {
                // Input from a cache is among the input: what it costs less is taken off.
                long delta = row.delta();
                phase.count(
                        COST, block, in ? price.of(delta, 0, 0) : cached ? -price.saved(delta) : price.of(0, 0, delta));
            }
        }
    }

    private void add(ResourceRow row) {
        // A row tells of the second that ends at its time.
        double at = row.atSeconds() - 0.5;
        for (RunBlocks.Phase phase : blocks.phaseList()) {
            if (phase.contains(at)) {
                String gauge = row.subject() + "|" + row.name();
                phase.count(RESOURCE_SUM + gauge, phase.blockAt(at), row.value());
                phase.count(RESOURCE_COUNT + gauge, phase.blockAt(at), 1);
            }
        }
    }

    private void add(TimeSeriesRow row) {
        for (RunBlocks.Phase phase : blocks.phaseList()) {
            // At the end of the second: the first row of a phase tells what had begun before it.
            if (phase.contains(row.atSeconds() - 0.5)) {
                phase.outstanding(row.atSeconds(), row.users(), row.inFlight());
            }
        }
    }

    /** A sum that lacks a model, or calls whose tokens are not known, would be a wrong cost, not a smaller one. */
    private void dropUnknownCost() {
        if (!unpriced.isEmpty() || impossibleTokens) {
            blocks.phases().values().forEach(phase -> phase.forget(COST));
        }
        if (impossibleTokens) {
            blocks.phases().values().forEach(phase -> {
                phase.forget(CounterName.TOKENS_IN);
                phase.forget(CounterName.TOKENS_OUT);
            });
        }
    }
}
