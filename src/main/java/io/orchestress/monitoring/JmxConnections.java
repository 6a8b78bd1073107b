package io.orchestress.monitoring;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Connections to the management of a JVM. JMX over RMI takes objects from whoever answers; the configuration therefore has it off, and lets it ask this machine and
 * hosts only that are named as allowed: a target is trusted that far by whoever turns it on.
 */
public final class JmxConnections {
    /** The JDK's client warns of every connection that ends, on the console of a run that says so itself. A field: who is not held is forgotten. */
    private static final Logger OF_THE_CLIENT = Logger.getLogger("javax.management.remote.misc");

    static {
        OF_THE_CLIENT.setLevel(Level.OFF);
    }

    private JmxConnections() {}

    /** Trying again would change nothing. */
    public static final class NotAJvmException extends IOException {
        private static final long serialVersionUID = 1L;

        NotAJvmException(String why) {
            super(why);
        }
    }

    @SuppressWarnings("BanJNDI") // see above
    static JMXConnector to(String url, Map<String, Object> environment) throws IOException {
        return JMXConnectorFactory.connect(new JMXServiceURL(url), environment);
    }

    /**
     * To a JVM of this machine and of the same user, whose local management agent is started if it does not run. Only to what is known as a JVM: any other program would
     * take the knock at its door for an order to end.
     *
     * @throws NotAJvmException when it is none, or lets nobody attach
     */
    public static JMXConnector toProcess(long pid) throws IOException {
        String id = Long.toString(pid);
        if (VirtualMachine.list().stream().map(VirtualMachineDescriptor::id).noneMatch(id::equals)) {
            throw new NotAJvmException("process " + pid + " is not a JVM of this user");
        }
        try {
            VirtualMachine jvm = VirtualMachine.attach(id);
            try {
                return to(jvm.startLocalManagementAgent(), Map.of());
            } finally {
                jvm.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new NotAJvmException("process " + pid + " refuses to be attached to: " + e.getMessage());
        }
    }
}
