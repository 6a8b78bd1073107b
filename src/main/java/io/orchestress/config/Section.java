package io.orchestress.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * One object of the configuration, read key by key: what whoever has settings is given to read them from, such as {@code
 * HighResponseTime.read(Section)}. A value that is missing or cannot be used becomes a {@link ConfigProblem} with its key, file and line, and the
 * lowest valid value stands in for it so that reading goes on and finds the next problem; when all is read, every key that nobody read is one, too. Several may read the same key.
 */
public final class Section extends SectionValues {
    private static final List<String> TEMPLATE_NAMES = List.of("prompt", "size", "expected_agent", "uuid", "user");

    Section(ConfigObject object, String path, List<ConfigProblem> problems) {
        super(object, path, problems);
    }

    /**
     * A text that may hold {@code #{name}}.
     *
     * @param moreNames known beside those that every task knows
     */
    public String template(String key, List<String> moreNames) {
        List<String> names = new ArrayList<>(TEMPLATE_NAMES);
        names.addAll(moreNames);
        return textWith(key, names);
    }

    /** A text that may hold {@code #{name}} of these names only. */
    public String textWith(String key, List<String> names) {
        return formed(key, Forms.template(names));
    }

    /** As above, and JSON whatever texts stand for the names in it. */
    public String jsonTemplate(String key) {
        String text = template(key, List.of());
        Forms.json(text).forEach(problem -> problem(key, problem));
        return text;
    }

    /** An object, whatever is in it, as JSON that may hold {@code #{name}} of these names only. */
    public String jsonObject(String key, List<String> names) {
        ConfigValue value = value(key);
        if (!(value instanceof ConfigObject)) {
            if (value != null) {
                problem(key, "expected an object { … }");
            }
            return "{}";
        }
        String json = value.render(ConfigRenderOptions.concise());
        Forms.template(names).problems(json).forEach(problem -> problem(key, problem));
        return json;
    }

    private String formed(String key, Forms.Form form) {
        String text = text(key);
        form.problems(text).forEach(problem -> problem(key, problem));
        return text;
    }

    /** A program and its arguments; when it is used, the program must be there. */
    public List<String> command(String key, boolean used) {
        List<String> command = texts(key);
        if (used) {
            CommandLine.problem(command).ifPresent(problem -> problem(key, problem));
        }
        return command;
    }

    /** A regular expression; empty: none. */
    public String pattern(String key) {
        return formed(key, Forms::pattern);
    }

    /** A JSON pointer (RFC 6901); empty: none. */
    public String pointer(String key) {
        return formed(key, Forms::pointer);
    }

    /** One pointer, or a list of them. */
    public List<String> optionalPointers(String key) {
        ConfigValue value = has(key) ? value(key) : null;
        if (value == null || value.valueType() != ConfigValueType.LIST) {
            String one = optionalPointer(key);
            return one.isEmpty() ? List.of() : List.of(one);
        }
        List<String> pointers = texts(key);
        for (String pointer : pointers) {
            Forms.pointer(pointer).forEach(problem -> problem(key, problem + ": '" + pointer + "'"));
        }
        return pointers.stream().filter(pointer -> pointer.startsWith("/")).toList();
    }

    /** A JSON pointer (RFC 6901); empty where it is not given. */
    public String optionalPointer(String key) {
        return has(key) ? pointer(key) : "";
    }

    /**
     * A file of the jar, and a file of the user's over it.
     *
     * @param shipped the file of the jar alone
     * @param isRead whether the user's could be read, if there is one
     */
    public record Overlay(Section merged, Section shipped, boolean isRead) {}

    /**
     * Returns a file of the jar, and over it the file that {@code key} names; an empty name: none. A fault of the user's file is a problem of
     * this section.
     */
    public Overlay overlay(String key, String resource) {
        Config shipped = ConfigFile.shipped(resource);
        Config merged = shipped;
        String name = text(key);
        boolean isRead = true;
        if (!name.isEmpty()) {
            try {
                merged = ConfigFile.parse(path(key), name, name).withFallback(shipped);
                merged.resolve();
            } catch (InvalidConfigException e) {
                e.problems().forEach(this::add);
                merged = shipped;
                isRead = false;
            } catch (ConfigException e) {
                ConfigFile.unusable(path(key), name, name, e).problems().forEach(this::add);
                merged = shipped;
                isRead = false;
            }
        }
        return new Overlay(
                child(name.isEmpty() ? resource : name, merged.resolve().root()),
                new Section(shipped.resolve().root(), resource, new ArrayList<>()),
                isRead);
    }
}
