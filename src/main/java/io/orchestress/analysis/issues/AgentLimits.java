package io.orchestress.analysis.issues;

/**
 * From where on a figure of agents is an issue. Shares are ratios from 0 to 1.
 *
 * @param stalledRatio stalled ÷ streams above which STREAM_STALL speaks
 * @param costPerTask cost of a task above which COST_OVERRUN speaks, in the currency of the price table; 0: no budget
 * @param costCriticalFactor times {@code costPerTask} above which that is critical; 1 or more
 * @param routingAccuracy right ÷ all below which ROUTING_ERRORS speaks
 * @param goodRatio good ÷ ended tasks below which LOW_GOODPUT speaks
 * @param queueWaitRatio mean wait ÷ mean task time above which QUEUE_WAIT_HIGH speaks
 * @param ttftMillis p95 of the time to the first token above which HIGH_TTFT speaks
 * @param tpotMillis p95 of the time per output token above which SLOW_TOKENS speaks
 * @param cheapFrom, cheapTo share of calls that cheap models should answer; MODEL_SHARE speaks outside
 */
public record AgentLimits(
        double stalledRatio,
        double costPerTask,
        double costCriticalFactor,
        double routingAccuracy,
        double goodRatio,
        double queueWaitRatio,
        double ttftMillis,
        double tpotMillis,
        double cheapFrom,
        double cheapTo) {
    public AgentLimits {
        ratio("stalledRatio", stalledRatio);
        ratio("routingAccuracy", routingAccuracy);
        ratio("goodRatio", goodRatio);
        ratio("queueWaitRatio", queueWaitRatio);
        ratio("cheapFrom", cheapFrom);
        ratio("cheapTo", cheapTo);
        if (cheapFrom > cheapTo) {
            throw new IllegalArgumentException("cheapFrom " + cheapFrom + " is above cheapTo " + cheapTo);
        }
        if (!(costPerTask >= 0)) {
            throw new IllegalArgumentException("costPerTask is " + costPerTask + ", must be 0 or more");
        }
        if (!(ttftMillis > 0 && tpotMillis > 0)) {
            throw new IllegalArgumentException(
                    "ttftMillis is " + ttftMillis + " and tpotMillis " + tpotMillis + ", both must be above 0");
        }
        if (!(costCriticalFactor >= 1)) {
            throw new IllegalArgumentException("costCriticalFactor is " + costCriticalFactor + ", must be 1 or more");
        }
    }

    private static void ratio(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be from 0 to 1");
        }
    }
}
