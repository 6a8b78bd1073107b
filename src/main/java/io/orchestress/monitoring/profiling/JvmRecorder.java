package io.orchestress.monitoring.profiling;

import io.orchestress.monitoring.JmxConnections;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;

/** Java Flight Recorder in another JVM of this machine and this user, by its diagnostic commands. */
final class JvmRecorder implements Closeable {
    private static final String DIAGNOSTIC_COMMANDS = "com.sun.management:type=DiagnosticCommand";

    private final JMXConnector connector;
    private final MBeanServerConnection jvm;

    private JvmRecorder(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.jvm = connector.getMBeanServerConnection();
    }

    /** @throws IOException when it is no JVM, belongs to another user, or refuses */
    static JvmRecorder attach(long pid) throws IOException {
        return new JvmRecorder(JmxConnections.toProcess(pid));
    }

    /** @param settings {@code default} or {@code profile} */
    void start(String name, String settings) throws IOException {
        command("jfrStart", "name=" + name, "settings=" + settings);
    }

    /** Ends the recording and has the JVM write it; it is written when this returns. */
    void stop(String name, Path file) throws IOException {
        command("jfrStop", "name=" + name, "filename=\"" + file.toAbsolutePath() + "\"");
    }

    private void command(String operation, String... arguments) throws IOException {
        try {
            jvm.invoke(new ObjectName(DIAGNOSTIC_COMMANDS), operation, new Object[] {arguments}, new String[] {
                String[].class.getName()
            });
        } catch (JMException | RuntimeException e) {
            throw new IOException(operation + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
