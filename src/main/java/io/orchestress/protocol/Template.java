package io.orchestress.protocol;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with {@code #{name}} in it. What stands for a name depends on where the text goes: in JSON a name outside of quotes becomes a
 * quoted, escaped string, inside of quotes an escaped part of one; in a URL it is percent-encoded; elsewhere it stands as it is.
 */
public final class Template {
    private static final Pattern NAME = Pattern.compile("#\\{([a-z][a-z0-9_]*)}");

    private final String text;

    public Template(String text) {
        this.text = text;
    }

    /** The names in it, in alphabetical order. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    public String json(Map<String, String> values) {
        StringBuilder json = new StringBuilder();
        Matcher matcher = NAME.matcher(text);
        int from = 0;
        boolean quoted = false;
        while (matcher.find()) {
            quoted = endsInQuotes(text, from, matcher.start(), quoted);
            json.append(text, from, matcher.start());
            String value = com.fasterxml.jackson.databind.node.TextNode.valueOf(value(values, matcher.group(1)))
                    .toString();
            json.append(quoted ? value.substring(1, value.length() - 1) : value);
            from = matcher.end();
        }
        return json.append(text, from, text.length()).toString();
    }

    public String url(Map<String, String> values) {
        return filled(
                values,
                value -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    public String plain(Map<String, String> values) {
        return filled(values, value -> value);
    }

    private String filled(Map<String, String> values, UnaryOperator<String> encoding) {
        return NAME.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(encoding.apply(value(values, match.group(1)))));
    }

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("nothing is known of #{" + name + "}");
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
