package io.orchestress.monitoring;

import io.orchestress.record.ResourceName;
import java.util.List;
import java.util.regex.Pattern;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;

/**
 * Bytes over the network interfaces of this machine. Those that only lead to others (bridges, tunnels into containers, mirrors) are left
 * out: their bytes would be counted twice.
 */
final class NetworkProbe implements ResourceProbe {
    private static final Pattern LEADS_ON =
            Pattern.compile("(veth|docker|br-|virbr|vnet|cni|flannel|cali|tap|ifb|dummy|bond\\d+\\.|lxc).*");

    private final String subject;
    private final List<NetworkIF> interfaces;
    private final CounterDelta in = new CounterDelta();
    private final CounterDelta out = new CounterDelta();

    private NetworkProbe(String subject, List<NetworkIF> interfaces) {
        this.subject = subject;
        this.interfaces = interfaces;
    }

    /** Of the host, and of its loopback. */
    static List<NetworkProbe> of(HardwareAbstractionLayer hardware) {
        List<NetworkIF> all = hardware.getNetworkIFs(true);
        List<NetworkIF> loopback = all.stream()
                .filter(one -> isLoopback(one.queryNetworkInterface()))
                .toList();
        return List.of(
                new NetworkProbe(ResourceName.HOST, counted(all)), new NetworkProbe(ResourceName.LOOPBACK, loopback));
    }

    /** Those that are counted as the host's. */
    static List<NetworkIF> counted(List<NetworkIF> all) {
        return all.stream()
                .filter(one -> !isLoopback(one.queryNetworkInterface()))
                .filter(one -> !LEADS_ON.matcher(one.getName()).matches())
                .toList();
    }

    private static boolean isLoopback(java.net.NetworkInterface one) {
        try {
            return one.isLoopback();
        } catch (java.net.SocketException e) {
            return false;
        }
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public void read(long nanos, Sink sink) {
        List<NetworkIF> read =
                interfaces.stream().filter(NetworkIF::updateAttributes).toList();
        if (read.isEmpty()) {
            return;
        }
        in.perSecond(read.stream().mapToLong(NetworkIF::getBytesRecv).sum(), nanos)
                .ifPresent(rate -> sink.add(ResourceName.NETWORK_IN, rate));
        out.perSecond(read.stream().mapToLong(NetworkIF::getBytesSent).sum(), nanos)
                .ifPresent(rate -> sink.add(ResourceName.NETWORK_OUT, rate));
    }
}
