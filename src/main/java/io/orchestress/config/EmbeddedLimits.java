package io.orchestress.config;

/**
 * The resources that the embedded orchestrator's process may use.
 *
 * @param cpus numbers of CPUs as {@code taskset} takes them, such as {@code 0,2-3}; empty: all
 * @param memoryBytes of the process; 0: not limited beyond the usual heap
 * @param bandwidthBytesPerSec in each direction, over all connections; 0: not limited
 */
public record EmbeddedLimits(String cpus, long memoryBytes, long bandwidthBytesPerSec) {
    private static final String CPU_LIST = "\\d{1,4}(-\\d{1,4})?(,\\d{1,4}(-\\d{1,4})?)*";
    private static final long LEAST_MEMORY = 64L << 20;
    private static final long LEAST_BANDWIDTH = 1_000;

    static EmbeddedLimits read(Section s) {
        String cpus = s.text("cpus");
        if (!cpus.isEmpty() && !cpus.matches(CPU_LIST)) {
            s.problem("cpus", "expected numbers of CPUs such as \"0\" or \"0,2-3\", or nothing");
        }
        EmbeddedLimits limits = new EmbeddedLimits(
                cpus, s.optionalBytes("memory", LEAST_MEMORY), s.optionalBytes("bandwidth", LEAST_BANDWIDTH));
        return limits;
    }
}
