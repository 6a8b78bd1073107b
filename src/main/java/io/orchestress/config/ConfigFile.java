package io.orchestress.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.orchestress.text.TextFile;
import java.io.File;
import java.util.List;

/** A file of HOCON that a user names. */
final class ConfigFile {
    private static final int MOST_BYTES = 4 << 20;
    static final String TOO_DEEP = "is nested too deeply to be read";

    private ConfigFile() {}

    /**
     * The file, unresolved.
     *
     * @param key what names it, as {@code --gates}
     * @param origin where the key stands
     * @throws InvalidConfigException when it is missing, no text in UTF-8, above 4 MiB, or cannot be parsed
     */
    static Config parse(String key, String name, String origin) {
        try {
            TextFile.read(name, MOST_BYTES); // the parser itself would read without end, and whatever the coding
            return ConfigFactory.parseFile(new File(name));
        } catch (TextFile.UnusableException e) {
            throw refused(key, name, e.line() == 0 ? origin : e.origin(name), e.why());
        } catch (ConfigException e) {
            throw unusable(key, name, origin, e);
        } catch (StackOverflowError e) {
            throw refused(key, name, origin, TOO_DEEP);
        }
    }

    /** A file of the jar, unresolved. */
    static Config shipped(String resource) {
        return ConfigFactory.parseResources(
                ConfigFile.class.getClassLoader(),
                resource,
                ConfigParseOptions.defaults().setAllowMissing(false));
    }

    /** What a parser refused, in its words without what it quotes: that may be a secret. */
    static InvalidConfigException unusable(String key, String value, String where, ConfigException e) {
        String origin = e.origin() == null ? where : e.origin().description();
        String message = String.valueOf(e.getMessage());
        if (message.startsWith(origin + ": ")) {
            message = message.substring(origin.length() + 2);
        }
        return refused(
                key,
                value,
                origin,
                Redaction.isSecret(key) ? "cannot be parsed" : "cannot be parsed: " + Redaction.unquoted(message));
    }

    static InvalidConfigException refused(String key, String value, String origin, String message) {
        return new InvalidConfigException(List.of(new ConfigProblem(key, value, origin, message)));
    }
}
