package io.orchestress.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One object of the configuration, read key by key. A value that cannot be used becomes a {@link ConfigProblem}, and the lowest
 * valid value stands in for it so that reading goes on and finds the next problem. {@link #end()} reports the keys nobody read.
 */
final class Section {
    private static final List<String> TEMPLATE_NAMES = List.of("prompt", "size", "expected_agent", "uuid", "user");

    private final ConfigObject object;
    private final String path;
    private final List<ConfigProblem> problems;
    private final Set<String> known = new LinkedHashSet<>();

    Section(ConfigObject object, String path, List<ConfigProblem> problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
    }

    boolean has(String key) {
        known.add(key);
        return object.containsKey(key);
    }

    String text(String key) {
        ConfigValue value = value(key);
        if (value == null) {
            return "";
        }
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> String.valueOf(value.unwrapped());
            case OBJECT, LIST, NULL -> {
                problem(key, "expected a text");
                yield "";
            }
        };
    }

    boolean flag(String key) {
        String text = text(key);
        if (!text.equals("true") && !text.equals("false")) {
            problem(key, "expected true or false");
        }
        return text.equals("true");
    }

    Duration duration(String key, Duration least) {
        ConfigValue value = value(key);
        if (value == null) {
            return least;
        }
        try {
            Duration duration = Durations.parse(String.valueOf(value.unwrapped()));
            if (duration.compareTo(least) >= 0) {
                return duration;
            }
            problem(key, "must be at least " + Durations.render(least));
        } catch (IllegalArgumentException e) {
            problem(key, String.valueOf(e.getMessage()));
        }
        return least;
    }

    int integer(String key, int least, int most) {
        double number = number(key, least, most);
        if (number != Math.rint(number)) {
            problem(key, "expected a whole number");
        }
        return (int) number;
    }

    /** A number from {@code least} to {@code most}, both included. */
    double number(String key, double least, double most) {
        ConfigValue value = value(key);
        if (value == null) {
            return least;
        }
        double number;
        try {
            number = Double.parseDouble(String.valueOf(value.unwrapped()).strip());
        } catch (NumberFormatException e) {
            problem(key, "expected a number from " + render(least) + " to " + render(most));
            return least;
        }
        if (!(number >= least && number <= most)) {
            problem(key, "must be from " + render(least) + " to " + render(most));
            return least;
        }
        return number;
    }

    /** An amount of bytes with its unit, such as {@code 64 KiB}. */
    int bytes(String key, int most) {
        ConfigValue value = value(key);
        if (value == null) {
            return 0;
        }
        String text = String.valueOf(value.unwrapped()).strip();
        long bytes = -1;
        try {
            bytes = text.matches("[0-9.]+")
                    ? -1
                    : ConfigFactory.parseMap(Map.of("size", text)).getBytes("size");
        } catch (ConfigException e) {
            // said below
        }
        if (bytes < 0 || bytes > most) {
            problem(key, "expected an amount with its unit, such as \"64 KiB\", up to " + most / 1024 + " KiB");
            return 0;
        }
        return (int) bytes;
    }

    /**
     * A size with its unit, such as {@code 256 MB}, or one a second, {@code 1 MB/s}; 0 for an empty text, which is no limit.
     *
     * @param least bytes otherwise
     */
    long optionalBytes(String key, long least) {
        String text = text(key).strip();
        if (text.isEmpty()) {
            return 0;
        }
        String valid = "expected a size with its unit, such as \"256 MB\" or \"1 GiB\", or nothing";
        if (text.matches("-?[0-9.]+")) {
            problem(key, valid);
            return 0;
        }
        try {
            long bytes = ConfigFactory.parseMap(Map.of("size", text.replaceFirst("\\s*/\\s*s$", "")))
                    .getBytes("size");
            if (bytes < least) {
                problem(key, "must be at least " + least + " bytes, or nothing");
                return 0;
            }
            return bytes;
        } catch (ConfigException e) {
            problem(key, valid);
            return 0;
        }
    }

    double share(String key) {
        return number(key, 0, 1);
    }

    <E extends Enum<E> & Named> E oneOf(String key, E[] choices) {
        String text = text(key);
        for (E choice : choices) {
            if (choice.configName().equals(text)) {
                return choice;
            }
        }
        problem(key, "expected one of " + names(choices));
        return choices[0];
    }

    /** One choice or more. */
    <E extends Enum<E> & Named> List<E> choices(String key, E[] choices) {
        List<E> chosen = new ArrayList<>();
        List<String> texts = texts(key);
        if (texts.isEmpty()) {
            problem(key, "name at least one of " + names(choices));
        }
        for (String text : texts) {
            Arrays.stream(choices)
                    .filter(choice -> choice.configName().equals(text))
                    .findFirst()
                    .ifPresentOrElse(chosen::add, () -> problem(key, "'" + text + "' is none of " + names(choices)));
        }
        return chosen;
    }

    private static String names(Named[] choices) {
        return String.join(", ", Arrays.stream(choices).map(Named::configName).toList());
    }

    /**
     * A text that may hold {@code #{name}}.
     *
     * @param moreNames known beside those that every task knows
     */
    String template(String key, List<String> moreNames) {
        List<String> names = new ArrayList<>(TEMPLATE_NAMES);
        names.addAll(moreNames);
        return textWith(key, names);
    }

    /** A text that may hold {@code #{name}} of these names only. */
    String textWith(String key, List<String> names) {
        return formed(key, Forms.template(names));
    }

    /** As above, and JSON whatever texts stand for the names in it. */
    String jsonTemplate(String key) {
        String text = template(key, List.of());
        Forms.json(text).forEach(problem -> problem(key, problem));
        return text;
    }

    private String formed(String key, Forms.Form form) {
        String text = text(key);
        form.problems(text).forEach(problem -> problem(key, problem));
        return text;
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (ConfigValue item : list(key)) {
            texts.add(String.valueOf(item.unwrapped()));
        }
        return texts;
    }

    List<String> optionalTexts(String key) {
        return has(key) ? texts(key) : List.of();
    }

    /** A program and its arguments; when it is used, the program must be there. */
    List<String> command(String key, boolean used) {
        List<String> command = texts(key);
        if (used) {
            CommandLine.problem(command).ifPresent(problem -> problem(key, problem));
        }
        return command;
    }

    /** A regular expression; empty: none. */
    String pattern(String key) {
        return formed(key, Forms::pattern);
    }

    List<Integer> integers(String key, int least, int most) {
        List<Integer> integers = new ArrayList<>();
        for (String text : texts(key)) {
            if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
                integers.add(Integer.parseInt(text));
            } else {
                problem(key, "expected whole numbers from " + least + " to " + most + ", not " + text);
            }
        }
        return integers;
    }

    /** A JSON pointer (RFC 6901); empty: none. */
    String pointer(String key) {
        return formed(key, Forms::pointer);
    }

    String optionalPointer(String key) {
        return has(key) ? pointer(key) : "";
    }

    Section section(String key) {
        ConfigValue value = value(key);
        if (value instanceof ConfigObject child) {
            return new Section(child, path + "." + key, problems);
        }
        if (value != null) {
            problem(key, "expected an object { … }");
        }
        return new Section(ConfigFactory.empty().root(), path + "." + key, new ArrayList<>());
    }

    /** The objects in a list. */
    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        List<? extends ConfigValue> items = list(key);
        for (int i = 0; i < items.size(); i++) {
            String itemPath = path + "." + key + "[" + i + "]";
            if (items.get(i) instanceof ConfigObject child) {
                sections.add(new Section(child, itemPath, problems));
            } else {
                problem(itemPath, items.get(i), "expected an object { … }");
            }
        }
        return sections;
    }

    /** The keys, where the user may choose them. */
    List<String> names() {
        return List.copyOf(new TreeSet<>(object.keySet()));
    }

    /** Every child, where the user may choose the names. */
    Map<String, Section> named() {
        Map<String, Section> children = new LinkedHashMap<>();
        for (String key : new TreeSet<>(object.keySet())) {
            children.put(key, section(key));
        }
        return children;
    }

    /** Every value as text, where the user may choose the names. */
    Map<String, String> namedTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String key : new TreeSet<>(object.keySet())) {
            texts.put(key, text(key));
        }
        return texts;
    }

    /** The same, to be read once more: what is wrong with it is not told again. */
    Section again() {
        return new Section(object, path, new ArrayList<>());
    }

    /** Every value at any depth, where the user may choose the names; dots in names are as good as depth. */
    List<FigureText> leaves() {
        known.addAll(object.keySet());
        List<FigureText> leaves = new ArrayList<>();
        for (Map.Entry<String, ConfigValue> leaf : leavesOf(object).entrySet()) {
            ConfigValue value = leaf.getValue();
            if (value instanceof ConfigList) {
                problem(path + "." + leaf.getKey(), value, "expected a text or a number");
            }
            leaves.add(new FigureText(
                    leaf.getKey(),
                    path + "." + leaf.getKey(),
                    String.valueOf(value.unwrapped()),
                    where(value.origin())));
        }
        return leaves;
    }

    private static Map<String, ConfigValue> leavesOf(ConfigObject object) {
        Map<String, ConfigValue> leaves = new TreeMap<>();
        object.toConfig()
                .entrySet()
                .forEach(leaf -> leaves.put(String.join(".", ConfigUtil.splitPath(leaf.getKey())), leaf.getValue()));
        return leaves;
    }

    /** Full path of a key. */
    String path(String key) {
        return path + "." + key;
    }

    /** File and line of a key's value, or where else it came from. */
    String origin(String key) {
        ConfigValue value = object.get(key);
        return where(value == null ? object.origin() : value.origin());
    }

    /** Reports the keys that nobody asked for. */
    void end() {
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(object).entrySet()) {
            if (!known.contains(entry.getKey())) {
                problem(
                        path + "." + entry.getKey(),
                        entry.getValue(),
                        "unknown key; known here: " + String.join(", ", known));
            }
        }
    }

    void problem(String key, String message) {
        problem(path + "." + key, object.get(key), message);
    }

    void problem(String message) {
        problems.add(new ConfigProblem(path, "", where(object.origin()), message));
    }

    private void problem(String fullKey, @Nullable ConfigValue value, String message) {
        String text = value == null || value instanceof ConfigObject || value instanceof ConfigList
                ? ""
                : String.valueOf(value.unwrapped());
        ConfigOrigin origin = value == null ? object.origin() : value.origin();
        problems.add(new ConfigProblem(fullKey, text, where(origin), message));
    }

    /** {@code file: line}; of a resource its name, without the URL of the jar that it came from. */
    private static String where(ConfigOrigin origin) {
        return origin.description().replaceFirst(" @ .*(?=: \\d+$)", "");
    }

    private @Nullable ConfigValue value(String key) {
        known.add(key);
        ConfigValue value = object.get(key);
        if (value == null || value.valueType() == ConfigValueType.NULL) {
            problem(key, "is missing");
            return null;
        }
        return value;
    }

    private List<? extends ConfigValue> list(String key) {
        ConfigValue value = value(key);
        if (value instanceof ConfigList items) {
            return items;
        }
        if (value != null) {
            problem(key, "expected a list [ … ]");
        }
        return List.of();
    }

    private static String render(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
