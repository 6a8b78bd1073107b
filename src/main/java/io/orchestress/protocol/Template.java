package io.orchestress.protocol;

import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with {@code #{name}} in it. What stands for a name depends on where the text goes: in JSON a name outside of quotes becomes a
 * quoted, escaped string, inside of quotes an escaped part of one; in a URL it is percent-encoded; elsewhere it stands as it is.
 */
public final class Template {
    private static final Pattern NAME = Pattern.compile("#\\{([a-z][a-z0-9_]*)}");

    private final String text;
    private final List<Part> parts;

    /**
     * What stands before a name, and the name; the last part has none.
     *
     * @param quoted whether the name stands between quotes
     */
    private record Part(String before, String name, boolean quoted) {}

    public Template(String text) {
        this.text = text;
        List<Part> found = new ArrayList<>();
        Matcher matcher = NAME.matcher(text);
        int from = 0;
        boolean quoted = false;
        while (matcher.find()) {
            quoted = endsInQuotes(text, from, matcher.start(), quoted);
            found.add(new Part(text.substring(from, matcher.start()), matcher.group(1), quoted));
            from = matcher.end();
        }
        found.add(new Part(text.substring(from), "", false));
        parts = List.copyOf(found);
    }

    /** The names in it, in alphabetical order. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        parts.forEach(part -> names.add(part.name));
        names.remove("");
        return names;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    public String json(Map<String, String> values) {
        return filled(values, (part, value) -> {
            String json = TextNode.valueOf(value).toString();
            return part.quoted ? json.substring(1, json.length() - 1) : json;
        });
    }

    public String url(Map<String, String> values) {
        return filled(
                values,
                (part, value) ->
                        URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    public String plain(Map<String, String> values) {
        return filled(values, (part, value) -> value);
    }

    private String filled(Map<String, String> values, BiFunction<Part, String, String> encoding) {
        StringBuilder filled = new StringBuilder(text.length() + 64);
        for (Part part : parts) {
            filled.append(part.before);
            if (!part.name.isEmpty()) {
                filled.append(encoding.apply(part, value(values, part.name)));
            }
        }
        return filled.toString();
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no value for #{" + name + "}");
        }
        return value;
    }

    private static boolean endsInQuotes(String json, int from, int to, boolean quotedBefore) {
        boolean quoted = quotedBefore;
        for (int i = from; i < to; i++) {
            char c = json.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            }
        }
        return quoted;
    }

    @Override
    public String toString() {
        return text;
    }
}
