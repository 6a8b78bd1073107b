package io.orchestress.report.html;

import io.orchestress.record.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The class of the style sheets that gives an outcome its colour and symbol. */
public final class OutcomeLevel {
    private OutcomeLevel() {}

    /** @param outcome absent: there is no verdict, which looks as one that is not known does */
    public static String of(Verdict.@Nullable Outcome outcome) {
        Verdict.Outcome shown =
                outcome == null || outcome == Verdict.Outcome.INTERRUPTED ? Verdict.Outcome.INCONCLUSIVE : outcome;
        return shown.name().toLowerCase(Locale.ROOT);
    }
}
