package io.orchestress.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.orchestress.text.Named;
import io.orchestress.text.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The numbers, times and texts of a {@link Section}. */
abstract class SectionValues extends SectionTree {
    SectionValues(ConfigObject object, String path, List<ConfigProblem> problems) {
        super(object, path, problems);
    }

    /** A text, number or truth value as it is written; empty where it is missing. */
    public String text(String key) {
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

    /** {@code true} or {@code false}; false where it is neither. */
    public boolean flag(String key) {
        String text = text(key);
        if (!text.equals("true") && !text.equals("false")) {
            problem(key, "expected true or false");
        }
        return text.equals("true");
    }

    /** A time with its unit, such as {@code 10 s}, of {@code least} or more. */
    public Duration duration(String key, Duration least) {
        ConfigValue value = value(key);
        if (value == null) {
            return least;
        }
        try {
            Duration duration = Units.duration(String.valueOf(value.unwrapped()));
            if (duration.compareTo(least) >= 0) {
                return duration;
            }
            problem(key, "must be at least " + Units.render(least));
        } catch (IllegalArgumentException e) {
            problem(key, String.valueOf(e.getMessage()));
        }
        return least;
    }

    /** As {@link #duration}; {@code otherwise} for an empty text, which leaves it to us. */
    public Duration duration(String key, Duration least, Duration otherwise) {
        ConfigValue value = value(key);
        return value != null && String.valueOf(value.unwrapped()).isBlank() ? otherwise : duration(key, least);
    }

    /** A whole number from {@code least} to {@code most}, both included. */
    public int integer(String key, int least, int most) {
        double number = number(key, least, most);
        if (number != Math.rint(number)) {
            problem(key, "expected a whole number");
        }
        return (int) number;
    }

    /** A number from {@code least} to {@code most}, both included. */
    public double number(String key, double least, double most) {
        ConfigValue value = value(key);
        if (value == null) {
            return least;
        }
        double number;
        try {
            number = Units.parse(String.valueOf(value.unwrapped()), Units.Kind.NUMBER, true)
                    .doubleValue();
        } catch (IllegalArgumentException e) {
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
    public int bytes(String key, int most) {
        return bytes(key, 0, most);
    }

    /** As above, from {@code least} on. */
    public int bytes(String key, int least, int most) {
        ConfigValue value = value(key);
        if (value == null) {
            return least;
        }
        long bytes = bytes(String.valueOf(value.unwrapped()));
        if (bytes > most || bytes < least) {
            String from = least == 0 ? "" : " from " + least / 1024 + " KiB";
            problem(
                    key,
                    "expected an amount with its unit, such as \"64 KiB\"," + from + " up to " + most / 1024 + " KiB");
            return least;
        }
        return (int) bytes;
    }

    /** −1: it is no size. */
    private static long bytes(String text) {
        try {
            return Units.bytes(text);
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    /**
     * A size with its unit, such as {@code 256 MB}, or one a second, {@code 1 MB/s}; 0 for an empty text, which is no limit.
     *
     * @param least bytes otherwise
     */
    public long optionalBytes(String key, long least) {
        String text = text(key).strip();
        if (text.isEmpty()) {
            return 0;
        }
        long bytes = bytes(text.replaceFirst("\\s*/\\s*s$", ""));
        if (bytes < 0) {
            problem(key, "expected a size with its unit, such as \"256 MB\" or \"1 GiB\", or nothing");
            return 0;
        }
        if (bytes < least) {
            problem(key, "must be at least " + least + " bytes, or nothing");
            return 0;
        }
        return bytes;
    }

    /** A number from 0 to 1. */
    public double share(String key) {
        return number(key, 0, 1);
    }

    /** The choice of this name; the first one where it is none. */
    public <E extends Enum<E>> E oneOf(String key, E[] choices) {
        String text = text(key);
        for (E choice : choices) {
            if (name(choice).equals(text)) {
                return choice;
            }
        }
        problem(key, "expected one of " + names(choices));
        return choices[0];
    }

    /** One choice or more. */
    public <E extends Enum<E>> List<E> choices(String key, E[] choices) {
        List<E> chosen = new ArrayList<>();
        List<String> texts = texts(key);
        if (texts.isEmpty()) {
            problem(key, "name at least one of " + names(choices));
        }
        for (String text : texts) {
            Arrays.stream(choices)
                    .filter(choice -> name(choice).equals(text))
                    .findFirst()
                    .ifPresentOrElse(chosen::add, () -> problem(key, "'" + text + "' is not one of " + names(choices)));
        }
        return chosen;
    }

    private static String names(Enum<?>[] choices) {
        return String.join(", ", Arrays.stream(choices).map(SectionValues::name).toList());
    }

    /** In lower case with hyphens, if it has no other name of its own. */
    private static String name(Enum<?> choice) {
        return choice instanceof Named named
                ? named.configName()
                : choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A number from {@code least} to {@code most} for each of these names, which are keys. */
    public <E extends Enum<E>> Map<E, Double> numbers(E[] keys, double least, double most) {
        Map<E, Double> numbers = new LinkedHashMap<>();
        for (E key : keys) {
            numbers.put(key, number(name(key), least, most));
        }
        return numbers;
    }

    /** A list of texts. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (ConfigValue item : list(key)) {
            texts.add(String.valueOf(item.unwrapped()));
        }
        return texts;
    }

    /** Absent where it is not given. */
    public OptionalDouble optionalNumber(String key, double least, double most) {
        return has(key) ? OptionalDouble.of(number(key, least, most)) : OptionalDouble.empty();
    }

    /** A list of texts, empty where it is not given. */
    public List<String> optionalTexts(String key) {
        return has(key) ? texts(key) : List.of();
    }

    /** A list of whole numbers from {@code least} to {@code most}, both included. */
    public List<Integer> integers(String key, int least, int most) {
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

    /** A text, to be read by whoever knows what it may be. */
    public Written written(String key) {
        return new Written(key, path(key), text(key), origin(key));
    }

    /** Every value as text, where the user may choose the names. */
    public Map<String, String> namedTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String key : names()) {
            texts.put(key, text(key));
        }
        return texts;
    }

    private static String render(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
