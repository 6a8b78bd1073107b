package io.orchestress.gatling;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The exceptions by which this package ends a request of Gatling's own. Gatling writes the class before the message, shortened as in
 * {@code i.o.g.BoundedClient$TooMuchException: the body exceeds 1 MiB}; their messages need no class to be understood.
 */
final class OwnExceptions {
    static final List<Class<? extends Exception>> ALL =
            List.of(BoundedClient.TooMuchException.class, TargetGuard.ElsewhereException.class);

    private static final Pattern NAMES = Pattern.compile(ALL.stream()
            .flatMap(type -> List.of(type.getName(), shortened(type)).stream())
            .map(name -> Pattern.quote(name + ": "))
            .collect(Collectors.joining("|", "(?<![\\w.])(?:", ")")));

    private OwnExceptions() {}

    /** Returns the words of Gatling without the names of {@link #ALL}; the names of other classes say something, and stay. */
    static String withoutNames(String words) {
        return NAMES.matcher(words).replaceAll("");
    }

    private static String shortened(Class<?> type) {
        String packages = Arrays.stream(type.getPackageName().split("\\."))
                .map(part -> part.charAt(0) + ".")
                .collect(Collectors.joining());
        return packages + type.getName().substring(type.getPackageName().length() + 1);
    }
}
