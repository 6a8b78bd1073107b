package io.orchestress.resources;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import io.orchestress.run.ResourceName;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/** The target's JVM as it sees itself. A connection that broke is opened again with the next reading. */
final class JmxProbe implements RemoteProbe {
    private static final Set<String> FIGURES = Set.of(
            ResourceName.HEAP,
            ResourceName.HEAP_MAX,
            ResourceName.HEAP_AFTER_GC,
            ResourceName.GC_COUNT,
            ResourceName.GC_PAUSE,
            ResourceName.THREADS);

    private final String place;
    private final Address address;
    private @Nullable JMXConnector connector;
    private @Nullable JvmFigures figures;
    private String giveUp = "";

    /** Where to connect to; may take its time. */
    @FunctionalInterface
    private interface Address {
        JMXConnector connect() throws IOException;
    }

    private JmxProbe(String place, Address address) {
        this.place = place;
        this.address = address;
    }

    static JmxProbe at(JmxSource.At source) {
        return new JmxProbe(source.url(), () -> connect(source.url(), source.environment()));
    }

    /** Of a process of this machine and of the same user. */
    static JmxProbe attachedTo(long pid) {
        return new JmxProbe("JMX of process " + pid, () -> connect(localAddress(pid), Map.of()));
    }

    /**
     * JMX over RMI takes objects from whoever answers. The configuration therefore has it off, and lets it ask this machine and hosts
     * only that are named as allowed: a target is trusted that far by whoever turns it on.
     */
    @SuppressWarnings("BanJNDI")
    private static JMXConnector connect(String url, Map<String, Object> environment) throws IOException {
        return JMXConnectorFactory.connect(new JMXServiceURL(url), environment);
    }

    /** Only of what is known as a JVM: any other program would take the knock at its door for an order to end. */
    private static String localAddress(long pid) throws IOException {
        String id = Long.toString(pid);
        if (VirtualMachine.list().stream().map(VirtualMachineDescriptor::id).noneMatch(id::equals)) {
            throw new NotAJvmException("process " + pid + " is no JVM of this user");
        }
        try {
            VirtualMachine jvm = VirtualMachine.attach(id);
            try {
                return jvm.startLocalManagementAgent();
            } finally {
                jvm.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new NotAJvmException("process " + pid + " cannot be attached to: " + e.getMessage());
        }
    }

    /** Trying again would change nothing. */
    private static final class NotAJvmException extends IOException {
        private static final long serialVersionUID = 1L;

        NotAJvmException(String why) {
            super(why);
        }
    }

    @Override
    public String subject() {
        return ResourceName.TARGET;
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public Set<String> claims() {
        return FIGURES;
    }

    @Override
    public void read(long nanos, Sink sink) {
        if (!giveUp.isEmpty()) {
            throw new UnreadableException(giveUp);
        }
        try {
            connected().read(nanos, sink);
        } catch (NotAJvmException e) {
            giveUp = String.valueOf(e.getMessage());
            throw new UnreadableException(giveUp, e);
        } catch (IOException | JMException | SecurityException e) {
            disconnect();
            throw new UnreadableException(e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private JvmFigures connected() throws IOException, JMException {
        JvmFigures known = figures;
        if (known == null) {
            JMXConnector opened = address.connect();
            connector = opened;
            known = new JvmFigures(opened.getMBeanServerConnection());
            figures = known;
        }
        return known;
    }

    private void disconnect() {
        JMXConnector broken = connector;
        connector = null;
        figures = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (IOException e) {
                // it is broken: that is why it is closed
            }
        }
    }
}
