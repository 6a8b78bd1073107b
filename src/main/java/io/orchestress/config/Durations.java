package io.orchestress.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as people write them. */
public final class Durations {
    private static final Pattern PARTS =
            Pattern.compile("(-?\\d{1,30}(?:\\.\\d{1,30})?(?:[eE][+-]?\\d{1,4})?)\\s*([a-zµ]+)");
    private static final Duration LONGEST = Duration.ofDays(3650);

    private Durations() {}

    /** @throws IllegalArgumentException saying what would be a duration */
    public static Duration parse(String written) {
        String text = written.strip();
        if (text.matches("-?[0-9.]+")) {
            throw new IllegalArgumentException(
                    "a duration needs its unit, for example \"" + text + " s\" or \"" + text + " ms\"");
        }
        try {
            // "min" is how people write it, and the one spelling that HOCON lacks.
            String spelled = text.replaceFirst("(?<=[0-9 ])min$", "minutes");
            Matcher parts = PARTS.matcher(spelled);
            if (parts.matches() && isTooLong(new BigDecimal(parts.group(1)), parts.group(2))) {
                throw new IllegalArgumentException("is longer than " + LONGEST.toDays() + " d");
            }
            return hocon(spelled);
        } catch (ConfigException e) {
            throw new IllegalArgumentException("expected a duration such as \"30 s\", \"5 min\" or \"250 ms\"", e);
        }
    }

    private static Duration hocon(String text) {
        return ConfigFactory.parseMap(Map.of("length", text)).getDuration("length");
    }

    /** HOCON's own arithmetic overflows without a word. */
    private static boolean isTooLong(BigDecimal number, String unit) {
        BigDecimal nanos =
                number.abs().multiply(BigDecimal.valueOf(hocon("1 " + unit).toNanos()));
        return nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0;
    }

    public static String render(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
