package io.orchestress.analysis.regression;

import java.util.List;

/**
 * Whether the figures of runs can be set against each other.
 *
 * @param differences that stand against it, in words; none: they can
 * @param notes what a reader should know all the same, a sentence each
 */
public record ComparabilityResult(List<String> differences, List<String> notes) {
    /** Nothing differs. */
    public static final ComparabilityResult ALIKE = new ComparabilityResult(List.of(), List.of());

    public ComparabilityResult {
        differences = List.copyOf(differences);
        notes = List.copyOf(notes);
    }
}
