package io.orchestress.analysis.issues;

/**
 * From where on a figure of resources is an issue. Shares are ratios from 0 to 1.
 *
 * @param minReadings of a figure in a phase, below which no rule speaks; about one a second
 * @param cpuRatio mean CPU of the target or the host above which RESOURCE_EXHAUSTION speaks
 * @param cpuCriticalRatio above which that is critical
 * @param memoryRatio mean memory of the host above which MEMORY_PRESSURE speaks
 * @param databaseMillis mean time of a call to the database above which DATABASE_LATENCY speaks
 * @param networkMillis mean time of a call over the network above which NETWORK_LATENCY speaks
 */
public record ResourceLimits(
        int minReadings,
        double cpuRatio,
        double cpuCriticalRatio,
        double memoryRatio,
        double databaseMillis,
        double networkMillis) {
    public ResourceLimits {
        if (minReadings < 1) {
            throw new IllegalArgumentException("minReadings is " + minReadings + ", must be 1 or more");
        }
        if (!(0 <= cpuRatio && cpuRatio <= cpuCriticalRatio && cpuCriticalRatio <= 1)) {
            throw new IllegalArgumentException(
                    "CPU ratios must ascend from 0 to 1: " + cpuRatio + ", " + cpuCriticalRatio);
        }
        if (!(memoryRatio >= 0 && memoryRatio <= 1)) {
            throw new IllegalArgumentException("memoryRatio is " + memoryRatio + ", must be from 0 to 1");
        }
        if (!(databaseMillis >= 0 && networkMillis >= 0)) {
            throw new IllegalArgumentException("times must be 0 or more: " + databaseMillis + ", " + networkMillis);
        }
    }
}
