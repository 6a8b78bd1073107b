package io.orchestress.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Settings that a record says its run had. A record may be somebody else's: each value is a text, or a list of texts, and is never
 * parsed as configuration, which could read files and ask servers.
 */
final class RecordedSettings {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ORIGIN = "run.json";
    private static final Pattern KEY = Pattern.compile("profile|capacity(?:\\.[a-z0-9-]{1,64}){1,6}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private RecordedSettings() {}

    /** @throws InvalidConfigException when the profile is no name */
    static ConfigObject of(Map<String, String> fromRecord) {
        var config = ConfigFactory.empty(ORIGIN);
        for (Map.Entry<String, String> entry : fromRecord.entrySet()) {
            String key = entry.getKey();
            if (KEY.matcher(key).matches()) {
                if (key.equals("profile") && !NAME.matcher(entry.getValue()).matches()) {
                    throw new InvalidConfigException(List.of(new ConfigProblem(
                            "orchestress.profile",
                            entry.getValue(),
                            ORIGIN,
                            "is not a valid profile name; valid: 1 to 64 letters, digits, '.', '_' and '-'")));
                }
                config = config.withValue(
                        ConfigUtil.joinPath(List.of(key.split("\\."))),
                        value(entry.getValue()).withOrigin(ConfigOriginFactory.newSimple(ORIGIN)));
            }
        }
        return config.root();
    }

    /** A list as the record has it, in JSON; anything else is the text that it is. */
    private static ConfigValue value(String text) {
        if (text.startsWith("[")) {
            try {
                JsonNode list = JSON.readTree(text);
                List<String> elements = new ArrayList<>();
                list.forEach(element -> elements.add(element.asText()));
                return ConfigValueFactory.fromIterable(elements);
            } catch (JsonProcessingException e) {
                // No list after all.
            }
        }
        return ConfigValueFactory.fromAnyRef(text);
    }
}
