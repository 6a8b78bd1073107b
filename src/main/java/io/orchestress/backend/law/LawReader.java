package io.orchestress.backend.law;

import io.orchestress.config.Section;
import io.orchestress.sut.embedded.ServiceLaw;
import io.orchestress.text.TextFile;
import io.orchestress.text.Units;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Reads a law: a single value, which is always the same, or an object that names a law. A file of measured values has one a line; empty lines
 * and those that begin with {@code #} are passed over.
 */
public final class LawReader {
    private static final int MOST_BYTES = 16 << 20;
    private static final double MOST_NANOS = 86_400e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private LawReader() {}

    private enum Form {
        FIXED,
        EXPONENTIAL,
        LOGNORMAL,
        MEASURED
    }

    /** A time, in nanoseconds, at most a day; measured ones without a unit are milliseconds. */
    public static Law time(Section s, String key) {
        return read(s, key, (from, name) -> from.duration(name, Duration.ZERO).toNanos(), LawReader::nanos, MOST_NANOS);
    }

    /** A number from {@code least} to {@code most}. */
    public static Law number(Section s, String key, double least, double most) {
        return read(
                s,
                key,
                (from, name) -> from.number(name, least, most),
                line -> {
                    double value = Double.parseDouble(line);
                    if (!(value >= least)) {
                        throw new IllegalArgumentException("expected a number of at least " + least);
                    }
                    return value;
                },
                most);
    }

    private interface Value {
        double read(Section from, String key);
    }

    private static Law read(Section s, String key, Value value, ToDoubleFunction<String> line, double most) {
        if (!s.isObject(key)) {
            return new Law.Fixed(value.read(s, key));
        }
        Section law = s.section(key);
        return switch (law.oneOf("law", Form.values())) {
            case FIXED -> new Law.Fixed(value.read(law, "value"));
            case EXPONENTIAL -> new Law.Spread(ServiceLaw.EXPONENTIAL, value.read(law, "mean"), 0);
            case LOGNORMAL -> new Law.Spread(ServiceLaw.LOGNORMAL, value.read(law, "mean"), law.number("sigma", 0, 5));
            case MEASURED -> measured(law, line, most);
        };
    }

    private static double nanos(String line) {
        OptionalDouble millis = plain(line);
        return millis.isPresent()
                ? millis.getAsDouble() * NANOS_PER_MILLI
                : Units.duration(line).toNanos();
    }

    private static OptionalDouble plain(String line) {
        try {
            return OptionalDouble.of(Double.parseDouble(line));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private static Law measured(Section law, ToDoubleFunction<String> value, double most) {
        String file = law.text("file");
        try {
            String[] lines = TextFile.read(file, MOST_BYTES).split("\\R", -1);
            double[] values = new double[lines.length];
            int found = 0;
            for (int i = 0; i < lines.length; i++) {
                String line = lines[i].strip();
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                Optional<String> problem = problem(line, value, most);
                if (problem.isPresent()) {
                    law.problem("file", "line " + (i + 1) + " of it: " + problem.get());
                    return new Law.Fixed(0);
                }
                values[found++] = value.applyAsDouble(line);
            }
            if (found > 0) {
                return new Law.Measured(java.util.Arrays.copyOf(values, found));
            }
            law.problem("file", "holds no value; valid: one a line");
        } catch (TextFile.UnusableException e) {
            law.problem("file", e.why());
        }
        return new Law.Fixed(0);
    }

    private static Optional<String> problem(String line, ToDoubleFunction<String> value, double most) {
        try {
            double read = value.applyAsDouble(line);
            return read >= 0 && read <= most
                    ? Optional.empty()
                    : Optional.of("expected a value from 0 to what a day has");
        } catch (NumberFormatException e) {
            return Optional.of("expected a number");
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
