package io.orchestress.monitoring;

import io.orchestress.record.ClassGrowth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many instances of which class are alive in a JVM, and how many bytes they take, as {@code jcmd PID GC.class_histogram} prints it.
 * Whoever answers in a JVM's place may say anything: at most {@value #MOST_LINES} lines are read, and of a name {@value #MOST_NAME} characters.
 */
public final class ClassHistogram {
    private static final int MOST_LINES = 50_000;
    private static final int MOST_NAME = 200;

    /** {@code    1:   12345   678900  [B (java.base@17.0.15)}; no figure of more than 15 digits, so that sums of them are right. */
    private static final Pattern LINE = Pattern.compile("\\s*\\d{1,9}:\\s+(\\d{1,15})\\s+(\\d{1,15})\\s+(\\S.*)");

    private static final Map<String, String> PRIMITIVES = Map.of(
            "B", "byte", "C", "char", "D", "double", "F", "float", "I", "int", "J", "long", "S", "short", "Z",
            "boolean");

    private record Count(long instances, long bytes) {
        Count plus(Count other) {
            return new Count(instances + other.instances, bytes + other.bytes);
        }
    }

    private final Map<String, Count> classes;

    private ClassHistogram(Map<String, Count> classes) {
        this.classes = classes;
    }

    /** Lines that are no class are left out; classes of one name, of several loaders, are one. */
    public static ClassHistogram parse(String text) {
        Map<String, Count> classes = new HashMap<>();
        text.lines().limit(MOST_LINES).forEach(line -> {
            Matcher of = LINE.matcher(line);
            if (of.matches()) {
                classes.merge(
                        name(of.group(3)),
                        new Count(Long.parseLong(of.group(1)), Long.parseLong(of.group(2))),
                        Count::plus);
            }
        });
        return new ClassHistogram(classes);
    }

    public boolean isEmpty() {
        return classes.isEmpty();
    }

    /** Those that take more bytes here than in the one before, by how much more; at most {@code most}. */
    public List<ClassGrowth> grownSince(ClassHistogram before, int most) {
        return classes.entrySet().stream()
                .map(entry -> {
                    Count then = before.classes.getOrDefault(entry.getKey(), new Count(0, 0));
                    Count now = entry.getValue();
                    return new ClassGrowth(entry.getKey(), then.instances, now.instances, then.bytes, now.bytes);
                })
                .filter(growth -> growth.grownBytes() > 0)
                .sorted(Comparator.comparingLong(ClassGrowth::grownBytes)
                        .reversed()
                        .thenComparing(ClassGrowth::name))
                .limit(most)
                .toList();
    }

    /** Without its module, an array as a program would write it. */
    private static String name(String told) {
        int module = told.indexOf(" (");
        String name = module > 0 ? told.substring(0, module) : told;
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        String element = name.substring(dimensions);
        if (dimensions > 0 && element.startsWith("L") && element.endsWith(";")) {
            element = element.substring(1, element.length() - 1);
        } else if (dimensions > 0) {
            element = PRIMITIVES.getOrDefault(element, element);
        }
        String written = element + "[]".repeat(Math.min(dimensions, 8));
        String plain = written.codePoints()
                .limit(MOST_NAME)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return plain.strip();
    }
}
