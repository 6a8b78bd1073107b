package io.orchestress.backend;

import io.orchestress.backend.script.Script;
import io.orchestress.config.ConfigProblem;
import io.orchestress.config.InvalidConfigException;
import io.orchestress.config.SettingsLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** Scripts for tests, read as a user's are. */
public final class Scripts {
    private Scripts() {}

    /** The default one. */
    public static Script standard() {
        return settings("").script();
    }

    public static Script of(String hocon) {
        return settings(file(hocon).toString()).script();
    }

    /** What is wrong with a script. */
    public static List<ConfigProblem> problems(String hocon) {
        try {
            of(hocon);
            return List.of();
        } catch (InvalidConfigException e) {
            return e.problems();
        }
    }

    public static BackendSettings settings(String script, String... more) {
        Properties properties = new Properties();
        properties.setProperty("orchestress.backend.script", script);
        properties.setProperty("orchestress.backend.port", "0");
        for (String each : more) {
            int equals = each.indexOf('=');
            properties.setProperty("orchestress.backend." + each.substring(0, equals), each.substring(equals + 1));
        }
        return SettingsLoader.load(properties).part(BackendSettings.class);
    }

    public static Path file(String text) {
        try {
            Path file = Files.createTempFile("script", ".conf");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
