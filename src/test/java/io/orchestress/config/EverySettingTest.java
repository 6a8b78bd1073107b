package io.orchestress.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An address with a password in it may be given for whatever is a text, in whatever form: it is neither recorded nor told. */
@Tag("slow")
class EverySettingTest {
    private static final String MARK = "ZZQ7";
    private static final String SECRET = "http://me:" + MARK + "@agents.test:8080/a?key=" + MARK;

    @TempDir
    Path folder;

    /** How a value is given. */
    enum Form {
        PROPERTY,
        FILE,
        SUBSTITUTION
    }

    /** Every key whose value is a text or a list that may hold texts; its path below the root. */
    private static Map<String, Boolean> keys() {
        Config reference =
                ConfigFactory.parseResources("reference.conf").resolve().getConfig("orchestress");
        Map<String, Boolean> lists = new java.util.TreeMap<>();
        reference.entrySet().forEach(entry -> {
            ConfigValue value = entry.getValue();
            boolean texts = value instanceof ConfigList list
                    && list.stream().allMatch(part -> part.valueType() == ConfigValueType.STRING);
            if (texts || value.valueType() == ConfigValueType.STRING) {
                lists.put(entry.getKey(), texts);
            }
        });
        return lists;
    }

    @Test
    void thereAreManyOfThem() {
        assertThat(keys()).hasSizeGreaterThan(100).containsKeys("target.url", "history.file", "target.allowed-hosts");
    }

    @ParameterizedTest
    @EnumSource
    void tellsNoSecretOfAnAddress(Form form) throws IOException {
        List<String> told = new ArrayList<>();
        for (Map.Entry<String, Boolean> key : keys().entrySet()) {
            String value = key.getValue() ? "[\"" + SECRET + "\"]" : SECRET;
            String said = said(given(form, key.getKey(), value, key.getValue()));
            if (said.contains(MARK)) {
                told.add(key.getKey() + ": "
                        + said.lines().filter(line -> line.contains(MARK)).findFirst());
            }
        }
        assertThat(told).isEmpty();
    }

    private Properties given(Form form, String key, String value, boolean list) throws IOException {
        Properties properties = new Properties();
        String quoted = list ? value : ConfigUtil.quoteString(value);
        switch (form) {
            case PROPERTY -> properties.setProperty("orchestress." + key, value);
            case FILE -> properties.setProperty("config", file("orchestress." + key + " = " + quoted + "\n"));
            case SUBSTITUTION ->
                properties.setProperty("config", file("given = " + quoted + "\norchestress." + key + " = ${given}\n"));
        }
        return properties;
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("own.conf"), text).toString();
    }

    /** What is recorded where it is taken, or told where it is refused. */
    private static String said(Properties properties) {
        try {
            return SettingsLoader.load(properties).effective().toString();
        } catch (InvalidConfigException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
