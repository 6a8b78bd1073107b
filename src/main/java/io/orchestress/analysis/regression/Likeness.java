package io.orchestress.analysis.regression;

import java.util.List;

/**
 * Whether the figures of runs can be set against each other.
 *
 * @param differences that stand against it, in words; none: they can
 * @param notes what a reader should know all the same, a sentence each
 */
public record Likeness(List<String> differences, List<String> notes) {
    /** Nothing differs. */
    public static final Likeness ALIKE = new Likeness(List.of(), List.of());

    public Likeness {
        differences = List.copyOf(differences);
        notes = List.copyOf(notes);
    }
}
