package io.orchestress.benchmark;

import java.util.Map;
import java.util.TreeMap;

/** What a measurement was asked to do: {@code option=number} arguments over its defaults. */
final class Options {
    private final Map<String, Integer> values;

    private Options(Map<String, Integer> values) {
        this.values = values;
    }

    /** Prints the values in force; ends the JVM with status 2 when an argument is none of the options. */
    static Options of(String[] arguments, Map<String, Integer> defaults) {
        Map<String, Integer> values = new TreeMap<>(defaults);
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!defaults.containsKey(name) || !argument.substring(equals + 1).matches("\\d{1,9}")) {
                System.err.println("not an option: " + argument + "; there are, with their defaults: " + defaults);
                System.exit(2);
            }
            values.put(name, Integer.parseInt(argument.substring(equals + 1)));
        }
        System.out.println("options " + values);
        return new Options(values);
    }

    int get(String name) {
        Integer value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no option " + name);
        }
        return value;
    }
}
