package io.orchestress.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** This build of Orchestress. */
public final class Tool {
    private static final Properties PROPERTIES = load();

    /** Version of Orchestress. */
    public static final String VERSION = PROPERTIES.getProperty("version", "unknown");

    /** Version of Gatling that it was built for. */
    public static final String GATLING_VERSION = PROPERTIES.getProperty("gatling", "unknown");

    /** Version of Gatling's Maven plugin that runs it. */
    public static final String GATLING_PLUGIN_VERSION = PROPERTIES.getProperty("gatling-maven-plugin", "unknown");

    private Tool() {}

    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream in = Tool.class.getResourceAsStream("tool.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
