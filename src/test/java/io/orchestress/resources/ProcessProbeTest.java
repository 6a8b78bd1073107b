package io.orchestress.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.run.ResourceName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import oshi.SystemInfo;
import oshi.software.os.OperatingSystem;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ProcessProbeTest {
    private static final int CPUS = 2;
    private static final double MILLION = 1e6;

    private final OperatingSystem os = new SystemInfo().getOperatingSystem();

    private static Map<String, Double> read(Probe probe) {
        Map<String, Double> figures = new TreeMap<>();
        probe.read(System.nanoTime(), figures::put);
        return figures;
    }

    private static Process busy() throws IOException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyMain.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(child.inputReader().readLine()).isEqualTo("busy");
        return child;
    }

    private static double cpuMillis(Process child) {
        return child.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / MILLION;
    }

    /** Beside what the JDK says of the same process: both count in ticks of 10 ms, of user and system time each. */
    @Test
    void cpuIsTheTimeThatTheOperatingSystemCounts() throws Exception {
        Process child = busy();
        try {
            ProcessProbe probe =
                    ProcessProbe.of("target", os, child.pid(), CPUS).orElseThrow();
            assertThat(probe.pid()).isEqualTo(child.pid());
            double earliest = cpuMillis(child);
            long from = System.nanoTime();
            probe.read(from, (name, value) -> assertThat(name).isNotEqualTo(ResourceName.CPU));
            double early = cpuMillis(child);
            while (cpuMillis(child) < early + 500) {
                Thread.onSpinWait();
            }
            double late = cpuMillis(child);
            long to = System.nanoTime();
            Map<String, Double> figures = new TreeMap<>();
            probe.read(to, figures::put);
            double latest = cpuMillis(child);

            double counted = figures.get("cpu") * CPUS * (to - from) / MILLION;
            assertThat(counted).isBetween(late - early - 40, latest - earliest + 40);
            assertThat(figures).containsKeys("rss", "threads", "open-files", "disk-read", "disk-write");
            assertThat(figures.get("rss")).isBetween(5 * MILLION, 2000 * MILLION);
            assertThat(figures.get("threads")).isGreaterThan(5);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void nothingIsReadOfAProcessThatHasEnded() throws Exception {
        Process child = busy();
        ProcessProbe probe = ProcessProbe.of("target", os, child.pid(), CPUS).orElseThrow();
        assertThat(read(probe)).containsKey("rss");
        child.getOutputStream().close();
        child.waitFor();

        assertThat(read(probe)).isEmpty();
        assertThat(read(probe)).isEmpty();
    }

    @Test
    void thereIsNoProbeOfAProcessThatIsNotThere() {
        assertThat(ProcessProbe.of("target", os, Integer.MAX_VALUE - 1, CPUS)).isEmpty();
    }

    @Test
    void whoListensAtAPortIsFound() throws IOException {
        int port;
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = listening.getLocalPort();
            assertThat(Machine.listenerAt(port, os))
                    .hasValue(ProcessHandle.current().pid());
        }
        assertThat(Machine.listenerAt(port, os)).isEmpty();
    }

    @Test
    void theInjectorReadsItself() {
        InjectorProbe probe = new InjectorProbe(CPUS);
        assertThat(read(probe)).containsKeys("rss", "heap", "threads").doesNotContainKeys("cpu", "gc-pause");

        Map<String, Double> figures = read(probe);

        assertThat(figures).containsKeys("cpu", "rss", "heap", "threads", "gc-count", "gc-pause");
        assertThat(figures.get("heap"))
                .isBetween(1e5, (double) Runtime.getRuntime().maxMemory());
        assertThat(figures.get("threads")).isPositive();
    }

    @Test
    void theHostIsNeitherEmptyNorFuller() {
        HostProbe probe = new HostProbe(new SystemInfo().getHardware());
        assertThat(read(probe)).doesNotContainKey("cpu").containsKey("memory");

        Map<String, Double> figures = read(probe);

        figures.forEach((name, value) -> assertThat(value).as(name).isNotNegative());
        assertThat(figures.get("memory")).isBetween(0.001, 0.999);
    }
}
