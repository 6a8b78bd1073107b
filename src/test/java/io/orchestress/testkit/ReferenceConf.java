package io.orchestress.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code reference.conf} as a text: its keys, the defaults as they are written, and the comments beside them. */
public final class ReferenceConf {
    private static final Path FILE = Path.of("src", "main", "resources", "reference.conf");
    private static final Pattern ENTRY = Pattern.compile(
            "([a-z][\\w-]*)(?:\\s*=\\s*|\\s+(?=\\{))((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\"#])*?)\\s*(?:#\\s?(.*))?");
    private static final Pattern VALUE_IN_TEXT = Pattern.compile("\\{([a-z][\\w.-]*)( %)?\\}");

    private final List<String> lines;
    private final Config values;

    private ReferenceConf(List<String> lines, Config values) {
        this.lines = lines;
        this.values = values;
    }

    /**
     * A key of a section with what is said of it.
     *
     * @param value as written: {@code 10 s}
     * @param comment the one behind it, with the lines that go on under it, or the one above it where there is none; may be empty
     */
    public record Entry(String key, String value, String comment) {}

    public static ReferenceConf read() throws IOException {
        return new ReferenceConf(
                Files.readAllLines(FILE),
                ConfigFactory.parseResources("reference.conf").resolve());
    }

    /** The entries of a section such as {@code breaker} or {@code gates.rules}, in their order, without what is nested over several lines. */
    public List<Entry> section(String path) {
        int at = 0;
        String indent = "  ";
        for (String name : path.split("\\.")) {
            String opens = indent + name + " {";
            while (!lines.get(at).startsWith(opens)) {
                at++;
            }
            indent += "  ";
            at++;
        }
        String end = indent.substring(2) + "}";
        List<Entry> entries = new ArrayList<>();
        List<String> above = new ArrayList<>();
        for (; !lines.get(at).startsWith(end); at++) {
            String line = lines.get(at);
            String text = line.strip();
            int column = line.length() - line.stripLeading().length();
            if (text.startsWith("#")) {
                if (column > indent.length() && above.isEmpty() && !entries.isEmpty()) {
                    Entry last = entries.remove(entries.size() - 1);
                    entries.add(new Entry(last.key, last.value, last.comment + " " + comment(text)));
                } else {
                    above.add(comment(text));
                }
                continue;
            }
            Matcher entry = ENTRY.matcher(text);
            if (column == indent.length() && entry.matches() && isWhole(entry.group(2))) {
                String beside = entry.group(3) == null
                        ? String.join(
                                " ",
                                above.stream()
                                        .takeWhile(sentence -> !sentence.isEmpty())
                                        .toList())
                        : entry.group(3);
                entries.add(new Entry(entry.group(1), entry.group(2).strip(), beside.strip()));
            }
            above.clear();
        }
        return entries;
    }

    /** What is set in each object of a section, such as {@code profiles}: name → key → value, in the order of the file. */
    public Map<String, Map<String, String>> objects(String path) {
        Map<String, Map<String, String>> objects = new LinkedHashMap<>();
        for (Entry entry : section(path)) {
            Config object = values.getConfig("orchestress." + path + "." + entry.key());
            Map<String, String> keys = new LinkedHashMap<>();
            for (String key : entry.value().replaceAll("[{}]", "").split(",")) {
                String name = key.split("=")[0].strip();
                keys.put(name, object.getString(name));
            }
            objects.put(entry.key(), keys);
        }
        return objects;
    }

    /** A text in which <code>{KEY}</code> is replaced by the default of that key, and <code>{KEY %}</code> by a share as a percentage. */
    public String filled(String text) {
        return VALUE_IN_TEXT.matcher(text).replaceAll(found -> {
            String value = values.getString("orchestress." + found.group(1));
            return Matcher.quoteReplacement(
                    found.group(2) == null
                            ? value
                            : String.format(Locale.ROOT, "%.4f", 100 * Double.parseDouble(value))
                                            .replaceFirst("\\.?0+$", "")
                                    + " %");
        });
    }

    private static String comment(String text) {
        return text.replaceFirst("^#\\s?", "").strip();
    }

    private static boolean isWhole(String value) {
        return value.chars().filter(c -> c == '{' || c == '[').count()
                == value.chars().filter(c -> c == '}' || c == ']').count();
    }
}
