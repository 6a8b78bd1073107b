package io.orchestress.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One object of the configuration in its tree: what is in it, where it came from, and what is wrong with it.
 */
abstract class SectionTree {
    private final ConfigObject object;
    private final String path;
    private final List<ConfigProblem> problems;
    private final Set<String> known = new LinkedHashSet<>();
    private final Map<String, Section> children = new LinkedHashMap<>();

    SectionTree(ConfigObject object, String path, List<ConfigProblem> problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
    }

    /** Whether there is a value, which need not be. */
    public boolean has(String key) {
        known.add(key);
        return object.containsKey(key);
    }

    /** Whether there is an object, where a single value is as good. */
    public boolean isObject(String key) {
        known.add(key);
        return object.get(key) instanceof ConfigObject;
    }

    /** The object of this name; whoever asks for it gets the same one. */
    public Section section(String key) {
        ConfigValue value = value(key);
        if (value instanceof ConfigObject child) {
            return child(path + "." + key, child);
        }
        if (value != null) {
            problem(key, "expected an object { … }");
        }
        return children.computeIfAbsent(
                path + "." + key, at -> new Section(ConfigFactory.empty().root(), at, new ArrayList<>()));
    }

    final Section child(String childPath, ConfigObject child) {
        return children.computeIfAbsent(childPath, at -> new Section(child, at, problems));
    }

    /** The objects in a list. */
    public List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        List<? extends ConfigValue> items = list(key);
        for (int i = 0; i < items.size(); i++) {
            String itemPath = path + "." + key + "[" + i + "]";
            if (items.get(i) instanceof ConfigObject child) {
                sections.add(child(itemPath, child));
            } else {
                problem(itemPath, items.get(i), "expected an object { … }");
            }
        }
        return sections;
    }

    /** The keys, where the user may choose them: none of them is unknown. */
    public List<String> names() {
        known.addAll(object.keySet());
        return List.copyOf(new TreeSet<>(object.keySet()));
    }

    /** Every child, where the user may choose the names. */
    public Map<String, Section> named() {
        Map<String, Section> children = new LinkedHashMap<>();
        for (String key : new TreeSet<>(object.keySet())) {
            children.put(key, section(key));
        }
        return children;
    }

    /** Every value at any depth, where the user may choose the names; dots in names are as good as depth. */
    public List<Written> leaves() {
        known.addAll(object.keySet());
        List<Written> leaves = new ArrayList<>();
        for (Map.Entry<String, ConfigValue> leaf : leavesOf(object).entrySet()) {
            ConfigValue value = leaf.getValue();
            if (value instanceof ConfigList) {
                problem(path + "." + leaf.getKey(), value, "expected a text or a number");
            }
            leaves.add(new Written(
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
    public String path(String key) {
        return path + "." + key;
    }

    /** File and line of a key's value, or where else it came from. */
    public String origin(String key) {
        ConfigValue value = object.get(key);
        return where(value == null ? object.origin() : value.origin());
    }

    /** Reports the keys that nobody asked for, here and in every section that was read. */
    final void end() {
        children.values().forEach(SectionTree::end);
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(object).entrySet()) {
            if (!known.contains(entry.getKey())) {
                problem(
                        path + "." + entry.getKey(),
                        entry.getValue(),
                        "unknown key; " + nearest(entry.getKey()) + "known here: " + String.join(", ", known));
            }
        }
    }

    private String nearest(String unknown) {
        List<String> nearest = NearestKeys.to(unknown, known);
        return nearest.isEmpty() ? "" : "nearest: " + String.join(", ", nearest) + "; ";
    }

    /** Refuses the value of a key: {@code message} says what is wrong with it and what would be valid. */
    public void problem(String key, String message) {
        problem(path + "." + key, object.get(key), message);
    }

    /** Refuses a value that was {@link Written}. */
    public void problem(Written value, String message) {
        add(value.problem(message));
    }

    /** Refuses all of it. */
    public void problem(String message) {
        add(new ConfigProblem(path, "", where(object.origin()), message));
    }

    private void problem(String fullKey, @Nullable ConfigValue value, String message) {
        String text = value == null || value instanceof ConfigObject || value instanceof ConfigList
                ? ""
                : String.valueOf(value.unwrapped());
        ConfigOrigin origin = value == null ? object.origin() : value.origin();
        add(new ConfigProblem(fullKey, text, where(origin), message));
    }

    /** Once, however many read the key. */
    public final void add(ConfigProblem problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /** {@code file: line}; of a resource its name, without the URL of the jar that it came from. */
    private static String where(ConfigOrigin origin) {
        return origin.description()
                .replaceFirst(" @ .*(?=: \\d+$)", "")
                .replaceFirst("^withValue\\((.*)\\)$", "-Dorchestress.$1");
    }

    final @Nullable ConfigValue value(String key) {
        known.add(key);
        ConfigValue value = object.get(key);
        if (value == null || value.valueType() == ConfigValueType.NULL) {
            problem(key, "is missing");
            return null;
        }
        return value;
    }

    final List<? extends ConfigValue> list(String key) {
        ConfigValue value = value(key);
        if (value instanceof ConfigList items) {
            return items;
        }
        if (value != null) {
            problem(key, "expected a list [ … ]");
        }
        return List.of();
    }
}
