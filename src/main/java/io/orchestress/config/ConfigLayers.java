package io.orchestress.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Merges the sources of the configuration: what a record says, over system properties, over a kind of stress, over the user's file, over {@code reference.conf}. */
final class ConfigLayers {
    static final String ROOT = "orchestress";

    private ConfigLayers() {}

    static Config reference() {
        return ConfigFile.shipped("reference.conf");
    }

    /** Every key below the root, of values and of objects. */
    static Set<String> keys(Config reference) {
        Set<String> keys = new HashSet<>();
        reference.getObject(ROOT).toConfig().entrySet().forEach(entry -> keys.add(entry.getKey()));
        reference.getObject(ROOT).forEach((name, section) -> {
            if (section instanceof ConfigObject object) {
                object.keySet().forEach(key -> keys.add(name + "." + key));
            }
        });
        return keys;
    }

    /** @throws InvalidConfigException at the first source that cannot be used */
    static Config merge(Properties properties, Map<String, String> fromRecord, Config reference) {
        Config overrides = RecordedSettings.of(fromRecord).atPath(ROOT).withFallback(overrides(properties));
        Config below = file(properties).withFallback(reference);
        try {
            Config merged = overrides.withFallback(below).resolve();
            Optional<ConfigObject> kind = StressKind.chosen(merged, ROOT);
            return kind.isPresent()
                    ? overrides
                            .withFallback(kind.get().atPath(ROOT))
                            .withFallback(below)
                            .resolve()
                    : merged;
        } catch (ConfigException e) {
            throw ConfigFile.unusable("config", "", "-Dconfig", e);
        } catch (StackOverflowError e) {
            throw ConfigFile.refused("config", "", "-Dconfig", ConfigFile.TOO_DEEP);
        }
    }

    private static Config overrides(Properties properties) {
        Config overrides = ConfigFactory.empty();
        for (String property : new TreeSet<>(properties.stringPropertyNames())) {
            String key = ShortForm.keyOf(property).orElse(property);
            if (key.startsWith(ROOT + ".")) {
                try {
                    ConfigValue value = override(property, properties.getProperty(property));
                    if (overrides.hasPath(key) && !overrides.getValue(key).equals(value)) {
                        throw ConfigFile.refused(
                                key,
                                properties.getProperty(property),
                                ShortForm.written(property),
                                "is given another value by "
                                        + overrides.getValue(key).origin().description() + "; valid: one of the two");
                    }
                    overrides = overrides.withValue(key, value);
                } catch (ConfigException.BadPath e) {
                    throw ConfigFile.refused(
                            property,
                            "",
                            "-D" + property,
                            "is not a key; valid: a name such as " + ROOT + ".load.pace");
                }
            }
        }
        return overrides;
    }

    /**
     * A list or object is written as HOCON: {@code -Dorchestress.target.allowed-hosts='["10.0.0.5"]'}. Gatling's Maven plug-in writes
     * {@code \"} for each quotation mark in it, which is HOCON inside of a text only.
     */
    private static ConfigValue override(String property, String value) {
        ConfigValue parsed = ConfigValueFactory.fromAnyRef(value);
        if (value.startsWith("[") || value.startsWith("{")) {
            try {
                parsed = parsed(property, value);
            } catch (ConfigException e) {
                if (!value.contains("\"")) {
                    throw ConfigFile.refused(
                            property,
                            "",
                            "-D" + property,
                            "cannot be parsed, and has no quotation marks: Maven strips them from a value of -D;"
                                    + " valid: the same in a file given by -Dconfig, or scripts/orchestress run");
                }
                throw ConfigFile.unusable(property, "", "-D" + property, e);
            } catch (StackOverflowError e) {
                throw ConfigFile.refused(property, "", "-D" + property, ConfigFile.TOO_DEEP);
            }
        }
        return parsed.withOrigin(ConfigOriginFactory.newSimple(ShortForm.written(property)));
    }

    private static ConfigValue parsed(String property, String value) {
        try {
            return hocon(property, value);
        } catch (ConfigException e) {
            if (value.contains("\\\"")) {
                return hocon(property, value.replace("\\\"", "\""));
            }
            throw e;
        }
    }

    private static ConfigValue hocon(String property, String value) {
        return ConfigFactory.parseString(
                        "value = " + value,
                        ConfigParseOptions.defaults()
                                .setOriginDescription("-D" + property)
                                .setIncluder(new NoIncludes()))
                .getValue("value");
    }

    private static Config file(Properties properties) {
        String option = ShortForm.OPTION + ShortForm.FILE;
        String property = properties.getProperty(option) == null ? ShortForm.FILE : option;
        String name = properties.getProperty(property);
        if (name == null) {
            return ConfigFactory.empty();
        }
        if (!name.equals(properties.getProperty(ShortForm.FILE, name))) {
            throw ConfigFile.refused(
                    ShortForm.FILE,
                    name,
                    ShortForm.written(property),
                    "is given another value by " + ShortForm.written(ShortForm.FILE) + "; valid: one of the two");
        }
        return ConfigFile.parse(ShortForm.FILE, name, ShortForm.written(property));
    }
}
