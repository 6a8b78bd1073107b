package io.orchestress.analysis.gates;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names of requests, tasks or phases.
 *
 * @param text in which {@code *} stands for any characters, and all else for itself
 */
record NamePattern(String text) {
    boolean matches(String name) {
        String regex = Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL).matcher(name).matches();
    }

    /** Whether it can stand for several names. */
    boolean isOpen() {
        return text.indexOf('*') >= 0;
    }
}
