package io.orchestress.monitoring.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Reads Prometheus' text format 0.0.4 and OpenMetrics 1.0: names, also quoted ones, labels with their escapes, values, timestamps and
 * exemplars. As Prometheus does, it takes all of a text or nothing: half of it would be a sum with parts missing.
 */
public final class MetricsText {
    private static final String END = "# EOF";

    private final String text;
    private final boolean openMetrics;
    private final Predicate<String> wanted;
    private final List<ScrapedSample> samples = new ArrayList<>();
    private boolean ended;
    private int at;
    private long line;

    private MetricsText(String text, boolean openMetrics, Predicate<String> wanted) {
        this.text = text;
        this.openMetrics = openMetrics;
        this.wanted = wanted;
    }

    /**
     * The samples of those names, in the order of the text.
     *
     * @param openMetrics whether the text says so of itself: then it must end with {@code # EOF}, or it was cut off
     * @throws MalformedMetricsException when any line is malformed, wanted or not
     */
    public static List<ScrapedSample> parse(String text, boolean openMetrics, Predicate<String> wanted) {
        return new MetricsText(text, openMetrics, wanted).parse();
    }

    private List<ScrapedSample> parse() {
        while (at < text.length()) {
            line++;
            skipBlanks();
            if (ended && !isEnd()) {
                throw problem("content after " + END);
            }
            if (!isEnd() && peek() != '#') {
                sample();
            } else if (openMetrics && isTheEnd()) {
                ended = true;
            }
            skipLine();
        }
        if (openMetrics && !ended) {
            throw new MalformedMetricsException("the text was cut off: OpenMetrics ends with " + END);
        }
        return samples;
    }

    private void sample() {
        Map<String, String> labels = new TreeMap<>();
        String name = isNameStart(peek()) ? name() : "";
        skipBlanks();
        if (!isEnd() && peek() == '{') {
            name = labels(name, labels);
        }
        if (name.isEmpty()) {
            throw problem("it begins with '" + peek() + "'");
        }
        skipBlanks();
        double value = number("a value");
        skipBlanks();
        long atMillis = ScrapedSample.UNTIMED;
        if (!isEnd() && peek() != '#') {
            // OpenMetrics counts in seconds, the older format in milliseconds.
            double time = number("a timestamp");
            atMillis = Math.round(openMetrics ? 1000 * time : time);
            skipBlanks();
        }
        if (!isEnd() && peek() != '#') {
            throw problem("content after the timestamp");
        }
        if (wanted.test(name)) {
            samples.add(new ScrapedSample(name, labels, value, atMillis));
        }
    }

    /** The braces and what is in them; a quoted text without a value of its own is the name of the metric. */
    private String labels(String name, Map<String, String> labels) {
        String metric = name;
        at++;
        skipBlanks();
        while (!isEnd() && peek() != '}') {
            boolean quoted = peek() == '"';
            String label = quoted ? quoted() : name();
            skipBlanks();
            if (!isEnd() && peek() == '=') {
                at++;
                skipBlanks();
                if (labels.put(label, quoted()) != null) {
                    throw problem("label " + label + " occurs twice");
                }
            } else if (quoted && metric.isEmpty()) {
                metric = label;
            } else {
                throw problem("label " + label + " has no value");
            }
            skipBlanks();
            if (!isEnd() && peek() == ',') {
                at++;
                skipBlanks();
            } else if (isEnd() || peek() != '}') {
                throw problem("the labels are not closed");
            }
        }
        if (isEnd()) {
            throw problem("the labels are not closed");
        }
        at++;
        return metric;
    }

    private String name() {
        int start = at;
        while (!isEnd() && (isNameStart(peek()) || (at > start && isDigit(peek())))) {
            at++;
        }
        if (at == start) {
            throw problem(isEnd() ? "it ends where a name is expected" : "'" + peek() + "' where a name is expected");
        }
        return text.substring(start, at);
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private String quoted() {
        if (isEnd() || peek() != '"') {
            throw problem("a quoted text is expected");
        }
        at++;
        StringBuilder content = new StringBuilder();
        while (!isEnd() && peek() != '"') {
            char c = text.charAt(at++);
            if (c == '\\' && !isEnd()) {
                char escaped = text.charAt(at++);
                switch (escaped) {
                    case 'n' -> content.append('\n');
                    case '\\', '"' -> content.append(escaped);
                    default -> content.append(c).append(escaped);
                }
            } else {
                content.append(c);
            }
        }
        if (isEnd()) {
            throw problem("a quoted text is not closed");
        }
        at++;
        return content.toString();
    }

    private double number(String what) {
        int start = at;
        while (!isEnd() && peek() != ' ' && peek() != '\t') {
            at++;
        }
        String number = text.substring(start, at);
        switch (number.toLowerCase(Locale.ROOT)) {
            case "nan" -> {
                return Double.NaN;
            }
            case "inf", "+inf" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-inf" -> {
                return Double.NEGATIVE_INFINITY;
            }
            default -> {
                return finite(number, what);
            }
        }
    }

    private double finite(String number, String what) {
        // Java would also take the suffixes of its own literals.
        boolean plain = !number.isEmpty() && number.chars().allMatch(c -> isDigit((char) c) || "+-.eE".indexOf(c) >= 0);
        try {
            if (plain) {
                return Double.parseDouble(number);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw problem("'" + shortened(number) + "' is not " + what);
    }

    private boolean isTheEnd() {
        return text.startsWith(END, at)
                && (at + END.length() >= text.length() || Character.isWhitespace(text.charAt(at + END.length())));
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    private boolean isEnd() {
        return at >= text.length() || text.charAt(at) == '\n' || text.charAt(at) == '\r';
    }

    private char peek() {
        return text.charAt(at);
    }

    private void skipBlanks() {
        while (!isEnd() && (peek() == ' ' || peek() == '\t')) {
            at++;
        }
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end + 1;
    }

    private MalformedMetricsException problem(String why) {
        return new MalformedMetricsException(line, why);
    }
}
