package io.orchestress.monitoring;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;

/** The heap of the target's JVM, which is asked to collect its garbage, and to count what is left. Both stop it for as long as they take. */
public final class JvmHeap implements Closeable {
    private static final String MEMORY = "java.lang:type=Memory";
    private static final String DIAGNOSTIC_COMMANDS = "com.sun.management:type=DiagnosticCommand";

    private final JMXConnector connector;
    private final MBeanServerConnection jvm;

    private JvmHeap(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.jvm = connector.getMBeanServerConnection();
    }

    /**
     * Where the configuration names its door, through that; else a process of this machine and of the same user.
     *
     * @throws IOException when it is no JVM, belongs to another user, or refuses
     */
    public static JvmHeap open(Optional<JmxSource> source, TargetProcess target) throws IOException {
        if (source.isPresent() && source.get() instanceof JmxSource.At at) {
            return new JvmHeap(JmxConnections.to(at.url(), at.environment()));
        }
        FoundProcess process = FoundProcess.of(target)
                .orElseThrow(() -> new IOException(
                        "the target is not a process on this machine, and orchestress.resources.jmx is off"));
        return new JvmHeap(JmxConnections.toProcess(process.pid()));
    }

    /** Returns when it is done. */
    public void collect() throws IOException {
        invoke(MEMORY, "gc", new Object[0], new String[0]);
    }

    /** Counts the live objects by class; collects garbage first. */
    public ClassHistogram count() throws IOException {
        String said = invoke(DIAGNOSTIC_COMMANDS, "gcClassHistogram", new Object[] {new String[0]}, new String[] {
            String[].class.getName()
        });
        ClassHistogram classes = ClassHistogram.parse(said);
        if (classes.isEmpty()) {
            throw new IOException("it named no class");
        }
        return classes;
    }

    private String invoke(String bean, String operation, Object[] arguments, String[] types) throws IOException {
        try {
            return String.valueOf(jvm.invoke(new ObjectName(bean), operation, arguments, types));
        } catch (JMException | RuntimeException e) {
            throw new IOException(operation + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
