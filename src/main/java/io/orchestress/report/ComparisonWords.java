package io.orchestress.report;

import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.Comparison.Role;

/** The words for what a metric did, or why nobody knows, the same in every form of report. */
public final class ComparisonWords {
    private ComparisonWords() {}

    public static String of(Kind kind) {
        return switch (kind) {
            case REGRESSED -> "worse";
            case IMPROVED -> "better";
            case NOT_WORSE -> "not worse";
            case PROBABLY_WORSE -> "probably worse, not proven";
            case TOO_NOISY -> "too noisy";
            case TOO_SHORT -> "too few samples";
            case DISTURBED -> "machine disturbed";
            case NOT_COMPARABLE -> "not comparable";
        };
    }

    /** With its severity; of a single request, that it is a hint. */
    static String of(Change change) {
        if (change.kind() == Kind.REGRESSED && change.severity() != null) {
            return "worse (" + Sentences.word(change.severity()) + ")";
        }
        return change.kind() == Kind.PROBABLY_WORSE && change.role() == Role.REQUEST
                ? "probably worse"
                : of(change.kind());
    }
}
