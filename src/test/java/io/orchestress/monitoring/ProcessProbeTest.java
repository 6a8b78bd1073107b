package io.orchestress.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.orchestress.record.ResourceName;
import io.orchestress.testkit.Ports;
import io.orchestress.transport.process.Children;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private static Map<String, Double> read(ResourceProbe probe) {
        Map<String, Double> figures = new TreeMap<>();
        probe.read(System.nanoTime(), figures::put);
        return figures;
    }

    private static Process busy(String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), BusyMain.class.getName()));
        Process child = new ProcessBuilder(command)
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

        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(() -> read(probe))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessage("process " + child.pid() + " has ended");
        }
    }

    /** A shell of one sleeper of its own, and of one branch that leads to "us", which has a child, too. */
    @Test
    void theBranchThatLeadsToTheInjectorIsNotTheTargets() throws Exception {
        Process shell = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "sleep 600 & sh -c 'sh -c \"sleep 600 & echo \\$\\$; read line\"; true'; kill %1; true")
                .start();
        try {
            long us = Long.parseLong(shell.inputReader().readLine());

            ProcessProbe target =
                    ProcessProbe.of("target", os, shell.pid(), CPUS, us).orElseThrow();
            ProcessProbe all = ProcessProbe.of("target", os, shell.pid(), CPUS).orElseThrow();

            assertThat(read(target).get("threads")).as("shell and sleeper").isEqualTo(2);
            assertThat(read(all).get("threads"))
                    .as("with the two shells and the sleeper of the branch")
                    .isEqualTo(5);
        } finally {
            Children.kill(shell);
        }
    }

    /** A shell that starts two sleepers and then one that burns: what they use is the shell's, and when they go nothing is negative. */
    @Test
    void childrenAreCountedWithItAndComeAndGo() throws Exception {
        Process shell = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "sleep 600 & a=$!; sleep 600 & b=$!; echo up; read line; kill $a $b; wait; echo down; read line")
                .start();
        try {
            BufferedReader output = shell.inputReader();
            assertThat(output.readLine()).isEqualTo("up");
            ProcessProbe probe =
                    ProcessProbe.of("target", os, shell.pid(), CPUS).orElseThrow();
            assertThat(read(probe)).containsEntry("threads", 3.0).doesNotContainKey("cpu");
            double withChildren = read(probe).get("rss");
            shell.getOutputStream().write('\n');
            shell.getOutputStream().flush();
            assertThat(output.readLine()).isEqualTo("down");

            Map<String, Double> figures = read(probe);

            assertThat(figures).containsEntry("threads", 1.0);
            assertThat(figures.get("rss")).isLessThan(withChildren);
            figures.forEach((name, value) -> assertThat(value).as(name).isNotNegative());
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor();
        }
    }

    /** A child that starts after a reading and is busy: its time is the tree's. */
    @Test
    void aNewChildIsCountedFromItsStart() throws Exception {
        Process shell = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "echo up; read line; (i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo busy; read line); echo")
                .start();
        try {
            BufferedReader output = shell.inputReader();
            assertThat(output.readLine()).isEqualTo("up");
            ProcessProbe probe =
                    ProcessProbe.of("target", os, shell.pid(), CPUS).orElseThrow();
            long from = System.nanoTime();
            probe.read(from, (name, value) -> {});
            shell.getOutputStream().write('\n');
            shell.getOutputStream().flush();
            assertThat(output.readLine()).isEqualTo("busy");
            double used =
                    shell.descendants().mapToDouble(ProcessProbeTest::cpuMillis).sum();
            long to = System.nanoTime();
            Map<String, Double> figures = new TreeMap<>();
            probe.read(to, figures::put);

            double counted = figures.get("cpu") * CPUS * (to - from) / MILLION;
            assertThat(used).isGreaterThan(50);
            assertThat(counted).isBetween(used - 40, used + 200);
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor();
        }
    }

    private static double cpuMillis(ProcessHandle child) {
        return child.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / MILLION;
    }

    @Test
    void connectionsAtAPortAreCounted() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/net/tcp")), "no /proc/net/tcp here");
        try (ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            ConnectionsProbe probe =
                    ConnectionsProbe.at(listening.getLocalPort()).orElseThrow();
            assertThat(read(probe)).isEqualTo(Map.of("connections", 0.0));
            try (Socket one = new Socket(listening.getInetAddress(), listening.getLocalPort());
                    Socket two = new Socket(listening.getInetAddress(), listening.getLocalPort())) {
                assertThat(one.isConnected() && two.isConnected()).isTrue();
                assertThat(read(probe)).isEqualTo(Map.of("connections", 2.0));
            }
        }
    }

    @Test
    void bytesOverLoopbackAreCountedApart() throws IOException {
        NetworkProbe loopback = NetworkProbe.of(new SystemInfo().getHardware()).stream()
                .filter(probe -> probe.subject().equals("loopback"))
                .findFirst()
                .orElseThrow();
        long from = System.nanoTime();
        loopback.read(from, (name, value) -> assertThat(name).isEmpty());
        byte[] sent = new byte[3_000_000];
        try (ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listening.getInetAddress(), listening.getLocalPort());
                Socket server = listening.accept()) {
            Thread writer = new Thread(() -> {
                try {
                    client.getOutputStream().write(sent);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            writer.start();
            assertThat(server.getInputStream().readNBytes(sent.length)).hasSize(sent.length);
        }
        long to = System.nanoTime();
        Map<String, Double> figures = new TreeMap<>();
        loopback.read(to, figures::put);
        assertThat(figures).containsOnlyKeys("network-in", "network-out");
        assertThat(figures.get("network-in") * (to - from) / 1e9).isGreaterThan(sent.length);
    }

    @Test
    void aJvmIsAskedThroughTheAttachApi() throws Exception {
        Process child = busy();
        try {
            JmxProbe probe = JmxProbe.attachedTo(child.pid());
            assertThat(read(probe)).containsKeys("heap", "heap-max", "threads").doesNotContainKey("gc-count");
            Map<String, Double> figures = read(probe);
            assertThat(figures).containsKeys("heap", "heap-max", "threads", "gc-count", "gc-pause");
            assertThat(figures.get("heap")).isBetween(1e5, figures.get("heap-max"));
            child.destroyForcibly().waitFor();
            assertThatThrownBy(() -> read(probe)).isInstanceOf(UnreadableException.class);
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void aProgramThatIsNoJvmIsNeverAttachedTo() throws Exception {
        Process child = new ProcessBuilder("sleep", "600").start();
        try {
            JmxProbe probe = JmxProbe.attachedTo(child.pid());
            assertThatThrownBy(() -> read(probe))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessageContaining("not a JVM");
            assertThat(child.isAlive()).isTrue();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    @Test
    void aJvmIsAskedAtItsUrl() throws Exception {
        int port = Ports.reserved();
        JmxProbe probe = JmxProbe.at(new JmxSource.At(jmx(port), Map.of()));
        assertThatThrownBy(() -> read(probe)).isInstanceOf(UnreadableException.class);
        Process child = busy(
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false");
        try {
            assertThat(read(probe)).containsKeys("heap", "heap-max", "threads");
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static String jmx(int port) {
        return "service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi";
    }

    @Test
    void thereIsNoProbeOfAProcessThatIsNotThere() {
        assertThat(ProcessProbe.of("target", os, Integer.MAX_VALUE - 1, CPUS)).isEmpty();
    }

    @Test
    void whoListensAtAPortIsFound() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = listening.getLocalPort();
            assertThat(WatchedMachine.listenerAt(port, os))
                    .hasValue(ProcessHandle.current().pid());
        }
        try (Ports.Closed nobody = Ports.closed()) {
            assertThat(WatchedMachine.listenerAt(nobody.port(), os)).isEmpty();
        }
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
