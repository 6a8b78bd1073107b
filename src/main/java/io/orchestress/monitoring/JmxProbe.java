package io.orchestress.monitoring;

import io.orchestress.record.ResourceName;
import java.io.IOException;
import java.util.Set;
import javax.management.JMException;
import javax.management.remote.JMXConnector;
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
        return new JmxProbe(source.url(), () -> JmxConnections.to(source.url(), source.environment()));
    }

    /** Of a process of this machine and of the same user. */
    static JmxProbe attachedTo(long pid) {
        return new JmxProbe("JMX of process " + pid, () -> JmxConnections.toProcess(pid));
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
        } catch (JmxConnections.NotAJvmException e) {
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
