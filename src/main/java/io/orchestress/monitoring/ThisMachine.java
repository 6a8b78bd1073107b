package io.orchestress.monitoring;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import oshi.SystemInfo;

/**
 * The processors, memory and Java of this machine as a JVM sees them.
 *
 * @param cpus that it may use, as far as its quota goes
 * @param cpuModel as the maker calls it
 */
public record ThisMachine(double cpus, String cpuModel, long memoryBytes, String java) {
    /** Asks the operating system; takes up to a second. */
    public static ThisMachine read() {
        OperatingSystemMXBean os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        int seen = os.getAvailableProcessors();
        return new ThisMachine(
                Math.min(seen, CpuQuota.ofThisProcess().orElse(seen)),
                modelOfCpu(),
                os.getTotalMemorySize(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    }

    /** {@code unknown} where the native library is missing. */
    private static String modelOfCpu() {
        try {
            return new SystemInfo()
                    .getHardware()
                    .getProcessor()
                    .getProcessorIdentifier()
                    .getName();
        } catch (RuntimeException | LinkageError e) {
            return "unknown";
        }
    }
}
