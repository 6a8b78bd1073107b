package io.orchestress.protocol.rest;

import io.orchestress.config.SettingsLoader;
import java.util.Objects;
import java.util.Properties;

/** Mappings as users write them. */
final class Mappings {
    private Mappings() {}

    /** One of the mappings in a file, or of the embedded orchestrator if it is empty. */
    static RestCall of(String file, String call) {
        Properties properties = new Properties();
        if (!file.isEmpty()) {
            properties.setProperty("config", file);
        }
        return named(properties, call);
    }

    /** The keys of a call, in HOCON without line breaks. */
    static RestCall keys(String keys) {
        Properties properties = new Properties();
        properties.setProperty("orchestress.protocols.rest.calls.mine", "{" + keys + "}");
        return named(properties, "mine");
    }

    private static RestCall named(Properties properties, String call) {
        return Objects.requireNonNull(SettingsLoader.load(properties)
                .protocols()
                .of(RestSettings.class)
                .calls()
                .get(call));
    }
}
