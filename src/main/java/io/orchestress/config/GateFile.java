package io.orchestress.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A file of rules that stand in place of those of the configuration: {@code rules}, or {@code orchestress.gates.rules}. */
public final class GateFile {
    private static final String OPTION = "--gates";
    private static final String SHORT = "rules";
    private static final String FULL = "orchestress.gates.rules";

    private GateFile() {}

    /**
     * Reads the rules of a file.
     *
     * @param read what reads them
     * @throws InvalidConfigException when there is no such file, it cannot be parsed, or it holds no rule or anything else
     */
    public static <T> T read(Path file, Function<Section, T> read) {
        Config config;
        try {
            config = ConfigFile.parse(OPTION, file.toString(), OPTION).resolve();
        } catch (ConfigException e) {
            throw ConfigFile.unusable(OPTION, "", file.toString(), e);
        } catch (StackOverflowError e) {
            throw ConfigFile.refused(OPTION, file.toString(), OPTION, ConfigFile.TOO_DEEP);
        }
        boolean full = config.hasPath(FULL);
        String key = full ? FULL : SHORT;
        ConfigValue rules = config.hasPath(key) ? config.getValue(key) : null;
        boolean more = rules != null && !config.withoutPath(key).entrySet().isEmpty();
        if (!(rules instanceof ConfigObject object) || more) {
            throw ConfigFile.refused(
                    OPTION,
                    "",
                    file.toString(),
                    "expected rules { NAME = \"RULE\" … } or " + FULL + " { … }" + (more ? ", and nothing else" : ""));
        }
        List<ConfigProblem> problems = new ArrayList<>();
        Section section = new Section(object, key, problems);
        T value = read.apply(section);
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return value;
    }
}
