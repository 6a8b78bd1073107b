package io.orchestress.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One object of the configuration, read key by key. A value that cannot be used becomes a {@link ConfigProblem}, and the lowest
 * valid value stands in for it so that reading goes on and finds the next problem.
 */
final class Section extends SectionTree {
    private static final List<String> TEMPLATE_NAMES = List.of("prompt", "size", "expected_agent", "uuid", "user");

    Section(ConfigObject object, String path, List<ConfigProblem> problems) {
        super(object, path, problems);
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

    /** As {@link #duration}; {@code otherwise} for an empty text, which leaves it to us. */
    Duration duration(String key, Duration least, Duration otherwise) {
        ConfigValue value = value(key);
        return value != null && String.valueOf(value.unwrapped()).isBlank() ? otherwise : duration(key, least);
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
        return bytes(key, 0, most);
    }

    /** As above, from {@code least} on. */
    int bytes(String key, int least, int most) {
        ConfigValue value = value(key);
        if (value == null) {
            return least;
        }
        OptionalLong bytes = Sizes.bytes(String.valueOf(value.unwrapped()));
        if (bytes.isEmpty() || bytes.getAsLong() > most || bytes.getAsLong() < least) {
            String from = least == 0 ? "" : " from " + least / 1024 + " KiB";
            problem(
                    key,
                    "expected an amount with its unit, such as \"64 KiB\"," + from + " up to " + most / 1024 + " KiB");
            return least;
        }
        return (int) bytes.getAsLong();
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
        OptionalLong bytes = Sizes.bytes(text.replaceFirst("\\s*/\\s*s$", ""));
        if (bytes.isEmpty()) {
            problem(key, "expected a size with its unit, such as \"256 MB\" or \"1 GiB\", or nothing");
            return 0;
        }
        if (bytes.getAsLong() < least) {
            problem(key, "must be at least " + least + " bytes, or nothing");
            return 0;
        }
        return bytes.getAsLong();
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

    /** Absent where it is not given. */
    OptionalDouble optionalNumber(String key, double least, double most) {
        return has(key) ? OptionalDouble.of(number(key, least, most)) : OptionalDouble.empty();
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

    /** One pointer, or a list of them. */
    List<String> optionalPointers(String key) {
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

    String optionalPointer(String key) {
        return has(key) ? pointer(key) : "";
    }

    /** Every value as text, where the user may choose the names. */
    Map<String, String> namedTexts() {
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
