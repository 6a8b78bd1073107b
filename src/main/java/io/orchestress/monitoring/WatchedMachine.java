package io.orchestress.monitoring;

import io.orchestress.record.ResourceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import oshi.SystemInfo;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** What of this machine is watched. */
final class WatchedMachine {
    /** Programs that listen for somebody else: what they use is not what the target uses. */
    private static final Set<String> FORWARDERS = Set.of(
            "docker-proxy",
            "com.docker.backend",
            "vpnkit",
            "rootlessport",
            "slirp4netns",
            "pasta",
            "gvproxy",
            "kubectl",
            "ssh",
            "sshd",
            "socat",
            "systemd");

    private WatchedMachine() {}

    /**
     * Opens probes of the host, the injector, whoever is asked over a connection and, where it is found, the target. Takes up to some
     * seconds.
     *
     * @param cpus that a process of this machine may use: shares of CPU are shares of them
     * @param nanos since the load started
     * @param wallClock now
     * @param problems is told when the target should be on this machine and is not found, and what pages of metrics lack
     */
    static List<ResourceProbe> probes(
            WatchPlan plan, int cpus, LongSupplier nanos, Supplier<Instant> wallClock, Consumer<String> problems) {
        SystemInfo system = new SystemInfo();
        OperatingSystem os = system.getOperatingSystem();
        OptionalLong pid = pid(plan.target(), os);
        List<ResourceProbe> probes = new ArrayList<>();
        plan.endpoints().forEach(endpoint -> probes.add(new PrometheusProbe(endpoint, nanos, wallClock, problems)));
        plan.jmx().flatMap(source -> jmx(source, pid, problems)).ifPresent(probe -> probes.add(0, probe));
        Optional<ProcessProbe> target =
                pid.isPresent() ? ProcessProbe.of(ResourceName.TARGET, os, pid.getAsLong(), cpus) : Optional.empty();
        target.ifPresent(probes::add);
        if (target.isEmpty() && !(plan.target() instanceof TargetProcess.Unknown)) {
            problems.accept("The target's process was not found: its CPU and memory are not measured"
                    + " (set orchestress.resources.pid).");
        }
        if (plan.port().isPresent()) {
            ConnectionsProbe.at(plan.port().getAsInt()).ifPresent(probes::add);
        }
        probes.add(new InjectorProbe(cpus));
        probes.add(new HostProbe(system.getHardware()));
        probes.addAll(NetworkProbe.of(system.getHardware()));
        return probes;
    }

    /** A probe of the target alone, where it is known; empty when there is no such process. */
    static Optional<ProcessProbe> target(long pid, int cpus) {
        return ProcessProbe.of(ResourceName.TARGET, new SystemInfo().getOperatingSystem(), pid, cpus);
    }

    private static Optional<JmxProbe> jmx(JmxSource source, OptionalLong pid, Consumer<String> problems) {
        if (source instanceof JmxSource.At at) {
            return Optional.of(JmxProbe.at(at));
        }
        if (pid.isEmpty()) {
            problems.accept("No process to attach to: the metrics of the target's JVM are not measured.");
            return Optional.empty();
        }
        return Optional.of(JmxProbe.attachedTo(pid.getAsLong()));
    }

    private static OptionalLong pid(TargetProcess target, OperatingSystem os) {
        if (target instanceof TargetProcess.Pid known) {
            return OptionalLong.of(known.pid());
        }
        return target instanceof TargetProcess.ListenerAt listener
                ? listenerAt(listener.port(), os)
                : OptionalLong.empty();
    }

    /** Empty when nobody listens there, when it cannot be seen who, and when it is one of those who only pass on. */
    static OptionalLong listenerAt(int port, OperatingSystem os) {
        return os.getInternetProtocolStats().getConnections().stream()
                .filter(c -> c.getState() == TcpState.LISTEN && c.getLocalPort() == port)
                .mapToInt(IPConnection::getowningProcessId)
                .filter(pid -> pid > 0)
                .filter(pid -> Optional.ofNullable(os.getProcess(pid))
                        .map(OSProcess::getName)
                        .filter(name -> !FORWARDERS.contains(name))
                        .isPresent())
                .asLongStream()
                .findFirst();
    }
}
