package io.orchestress.text.openmetrics;

import java.util.Locale;
import java.util.regex.Pattern;

/** The text formats in which a page of metrics can be had. */
public enum Exposition {
    OPEN_METRICS("application/openmetrics-text", "1.0.0"),
    /** Prometheus' own, which any client reads, a browser too. */
    PLAIN("text/plain", "0.0.4");

    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern SEMICOLON = Pattern.compile(";");

    /** Characters of a header that are looked at: whoever sends more gets what suits everybody. */
    private static final int LONGEST_ACCEPT = 4_000;

    private final String type;
    private final String version;

    Exposition(String type, String version) {
        this.type = type;
        this.version = version;
    }

    /** As in a header {@code Content-Type}. */
    public String contentType() {
        return type + "; version=" + version + "; charset=utf-8";
    }

    /**
     * The format for who sends this header {@code Accept} (RFC 9110, 12.5.1): OpenMetrics where it is wanted by name, in this version, and at least
     * as much as plain text is.
     *
     * @param accept empty: there is none
     */
    public static Exposition accepted(String accept) {
        double open = 0;
        double plain = 0;
        if (accept.length() <= LONGEST_ACCEPT) {
            for (String range : COMMA.split(accept, -1)) {
                open = Math.max(open, OPEN_METRICS.quality(range, false));
                plain = Math.max(plain, PLAIN.quality(range, true));
            }
        }
        return open > 0 && open >= plain ? OPEN_METRICS : PLAIN;
    }

    /** 0 to 1; 0: it is not asked for. */
    private double quality(String range, boolean byWildcard) {
        String[] parts = SEMICOLON.split(range.toLowerCase(Locale.ROOT), -1);
        String wanted = parts[0].strip();
        boolean named = wanted.equals(type);
        if (!named && !(byWildcard && (wanted.equals("*/*") || wanted.equals("text/*")))) {
            return 0;
        }
        double quality = 1;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                quality = number(parameter.substring(2));
            } else if (parameter.startsWith("version=")
                    && !parameter
                            .substring("version=".length())
                            .replace("\"", "")
                            .equals(version)) {
                return 0;
            }
        }
        return quality;
    }

    private static double number(String text) {
        try {
            double number = Double.parseDouble(text);
            return number >= 0 && number <= 1 ? number : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
