package io.orchestress.monitoring;

import java.util.Map;

/** How the target's JVM is asked of itself. */
public sealed interface JmxSource {

    /** Through the attach API: the agent of JMX is started inside the target's process, where it stays. */
    record Attach() implements JmxSource {}

    /**
     * Where the target opened a door for it.
     *
     * @param url such as {@code service:jmx:rmi:///jndi/rmi://127.0.0.1:9010/jmxrmi}
     * @param environment of {@link javax.management.remote.JMXConnectorFactory}: credentials
     */
    record At(String url, Map<String, Object> environment) implements JmxSource {
        public At {
            environment = Map.copyOf(environment);
        }

        /** Without the credentials. */
        @Override
        public String toString() {
            return url;
        }
    }
}
