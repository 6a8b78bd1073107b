package io.orchestress.analysis;

import io.orchestress.analysis.Timeline.Percentiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Agents over time, in the bins of {@link Timeline}, by the time at which things were recorded: when a stream or a task ended.
 *
 * @param hasStreams, hasTokens, hasTasks whether any were recorded; where not, the figure is 0 in every bin
 */
public record AgentTimeline(boolean hasStreams, boolean hasTokens, boolean hasTasks, List<Bin> bins) {
    public AgentTimeline {
        bins = List.copyOf(bins);
    }

    /**
     * One bin.
     *
     * @param ttft time to first token; absent where no stream ended
     * @param gap between chunks, {@code itl} and {@code icl} together; absent where no stream with two chunks ended
     * @param streamsPerSec streams that ended well
     */
    public record Bin(
            @Nullable Percentiles ttft,
            @Nullable Percentiles gap,
            double streamsPerSec,
            double tokensOutPerSec,
            double tasksOkPerSec,
            double tasksGoodPerSec) {}
}
